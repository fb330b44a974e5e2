//! How webhooks are told what happened: where calls may go, what is said, and its signature (Standard Webhooks 1.0,
//! <https://www.standardwebhooks.com>).
//!
//! A body holds the event's type, its moment, and ids; `docs/webhooks.md` says how a receiver checks it.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use switchboard_store::Fault;
use switchboard_store::WorldKind;
use switchboard_store::hooks::{Lent, Outcome, sign};
use switchboard_store::rules::hook::{Address, Reach};
use switchboard_store::rules::ids::HookId;
use switchboard_store::rules::moment::Moment;

use crate::calls::Calls;
use crate::config::Hooks;

/// Where calls of a webhook may go: those of a campaign to what everybody reaches, those of a demo to this machine alone.
pub const fn reach(kind: WorldKind, config: &Hooks, is_campaigns: bool) -> Reach {
    match kind {
        WorldKind::Demo => Reach::Here,
        _ if config.internal && !is_campaigns => Reach::Internal,
        _ => Reach::Public,
    }
}

/// An event's id as it is told, the same at each try.
pub fn id_of(lent: &Lent) -> String {
    format!("msg_{}", HookId::from_bytes(lent.id))
}

/// What is said of an event.
pub fn body(lent: &Lent) -> String {
    let words = lent
        .about
        .split(' ')
        .filter_map(|word| word.split_once('='));
    let data: Map<String, Value> = words
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    let at = Timestamp::from_millisecond(lent.at.millis()).unwrap_or_default();
    json!({ "type": lent.event.text(), "timestamp": at.to_string(), "data": data }).to_string()
}

/// The lines that a receiver checks.
pub fn lines(lent: &Lent, body: &str, now: Moment) -> Result<Vec<(&'static str, String)>, Fault> {
    let (id, seconds) = (id_of(lent), now.millis().div_euclid(1_000));
    let secrets = lent.secrets.iter().map(|secret| secret.as_slice());
    let signature = sign(secrets, &id, seconds, body)?;
    Ok(vec![
        ("webhook-id", id),
        ("webhook-timestamp", seconds.to_string()),
        ("webhook-signature", signature),
    ])
}

/// Tells one event. Why nobody answered is for the organisation's own to know: an organiser, who chose the name, would learn from it
/// which names and doors there are where this machine stands.
pub(crate) async fn tell(calls: &Calls, lent: &Lent, reach: Reach, now: Moment) -> Outcome {
    match told(calls, lent, reach, now).await {
        Ok(status) => Outcome::Answered(status),
        Err(_) if lent.campaign.is_some() => Outcome::Silent(UNREACHED),
        Err(word) => Outcome::Silent(word),
    }
}

/// The one word for whatever kept a campaign's webhook from being told.
const UNREACHED: &str = "unreached";

async fn told(calls: &Calls, lent: &Lent, reach: Reach, now: Moment) -> Result<u16, &'static str> {
    let address = Address::parse(&lent.url, reach);
    let address = match lent.campaign {
        Some(_) => address.and_then(|address| address.for_campaign(reach)),
        None => address,
    };
    let address = address.map_err(|_| "inside")?;
    let body = body(lent);
    let lines = lines(lent, &body, now).map_err(|_| "secret")?;
    calls.tell(&address, reach, &lines, body).await
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::Path;
    use std::process::{Command, Stdio};

    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn docs() -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/webhooks.md");
        std::fs::read_to_string(path).unwrap()
    }

    fn block<'d>(docs: &'d str, kind: &str) -> &'d str {
        let (_, rest) = docs.split_once(&format!("```{kind}\n")).unwrap();
        rest.split_once("\n```").unwrap().0
    }

    /// What a program says that is given this to read.
    fn says(program: &str, args: &[&str], input: &str) -> String {
        let mut command = Command::new(program);
        command
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{program}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    #[test]
    fn the_programs_of_the_page_check_what_the_page_says_is_sent() {
        let docs = docs();
        let (head, body) = block(&docs, "").split_once("\n\n").unwrap();
        let line = |name: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            lines
                .find_map(|(of, value)| (of == name).then_some(value))
                .unwrap()
        };
        let (id, at) = (line("webhook-id"), line("webhook-timestamp"));
        let signature = line("webhook-signature");
        let key = SECRET.strip_prefix("whsec_").unwrap();
        let key = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, key).unwrap();
        let seconds = at.parse().unwrap();
        assert_eq!(
            sign([key.as_slice()].into_iter(), id, seconds, body).unwrap(),
            signature
        );

        let shell = format!("{}\nsignature \"$@\"", block(&docs, "sh"));
        let args = ["-c", shell.as_str(), "sh", SECRET, id, at];
        assert_eq!(says("sh", &args, body), signature);

        let ask = "
import sys
secret, *lines = sys.argv[1:]
body = sys.stdin.buffer.read()
names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
headers = dict(zip(names, lines))
at = int(headers['webhook-timestamp'])
both = dict(headers, **{'webhook-signature': 'v1,AAAA ' + headers['webhook-signature']})
other = dict(headers, **{'webhook-id': 'msg_other'})
print(is_ours(secret, headers, body, at), is_ours(secret, both, body, at), is_ours(secret, other, body, at),
      is_ours(secret, headers, body + b' ', at), is_ours('whsec_b3RoZXI=', headers, body, at), is_ours(secret, headers, body, at + 301))";
        let python = format!("{}\n{ask}", block(&docs, "python"));
        let args = ["-c", python.as_str(), SECRET, id, at, signature];
        assert_eq!(
            says("python3", &args, body),
            "True True False False False False"
        );
    }

    #[test]
    fn a_demo_calls_this_machine_and_a_campaign_never_reaches_inside() {
        let inside = Hooks { internal: true };
        for (kind, config, is_campaigns, wanted) in [
            (WorldKind::Demo, &inside, false, Reach::Here),
            (WorldKind::Live, &inside, false, Reach::Internal),
            (WorldKind::Live, &inside, true, Reach::Public),
            (WorldKind::Live, &Hooks::default(), false, Reach::Public),
        ] {
            assert_eq!(reach(kind, config, is_campaigns), wanted);
        }
    }
}
