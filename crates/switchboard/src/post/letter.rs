//! A letter as it goes over the line: words from the message files, headers that robots leave alone.

use std::time::{Duration, SystemTime};

use fluent_bundle::FluentValue;
use lettre::Address;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, SinglePart};
use switchboard_store::Meta;
use switchboard_store::machine::{Letter, Reader};
use switchboard_store::rules::language::Language;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::request::Kind;

use crate::config::Config;
use crate::watch;
use crate::web::messages::Words;
use crate::web::page::Stamp;

/// What stands between the same letter in two languages.
const BETWEEN: &str = "\n\n* * *\n\n";

/// A letter, ready.
pub(super) struct Written {
    /// Where it goes back to.
    pub(super) from: Address,
    /// Where it goes: one address, or those of whoever runs the machine.
    pub(super) to: Vec<Address>,
    /// All of it.
    pub(super) bytes: Vec<u8>,
}

/// Writes letters for one world.
pub(crate) struct Writer {
    usual: Words,
    /// The other language, where members are written to in both.
    beside: Option<Words>,
    zone: jiff::tz::TimeZone,
    organisation: String,
    place: String,
    from: Option<Mailbox>,
    reply_to: Option<Mailbox>,
    bounces: Option<Address>,
}

/// That a program wrote it: no holiday notice comes back (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Writer {
    pub(crate) fn new(meta: &Meta, config: &Config, words: Words) -> Self {
        let mailbox = |text: &Option<String>| text.as_deref().and_then(super::mailbox);
        let beside = config.language.both_to_members;
        let mut others = Language::ALL.into_iter();
        let beside = beside.then(|| others.find(|one| *one != words.language()));
        Self {
            usual: words,
            beside: beside.flatten().map(Words::of),
            zone: jiff::tz::TimeZone::get(&meta.zone_name).unwrap_or(jiff::tz::TimeZone::UTC),
            organisation: meta.organisation.clone(),
            place: config
                .serve
                .host
                .clone()
                .unwrap_or_else(|| "Switchboard".to_owned()),
            from: mailbox(&config.mail.from),
            reply_to: mailbox(&config.mail.reply_to),
            bounces: config
                .mail
                .bounces
                .as_deref()
                .and_then(|text| text.parse().ok()),
        }
    }

    /// The letter; none when its address is none that a mail server could be told.
    pub(super) fn write(&self, letter: &Letter, now: Moment) -> Option<Written> {
        let to: Vec<Mailbox> = letter
            .address
            .split(',')
            .filter_map(super::mailbox)
            .collect();
        if to.is_empty() {
            return None;
        }
        let from = self.from.clone()?;
        let back = match &self.bounces {
            Some(bounces) => format!("{}+{}@{}", bounces.user(), letter.mark, bounces.domain())
                .parse()
                .ok()?,
            None => from.email.clone(),
        };
        let sent = SystemTime::UNIX_EPOCH
            + Duration::from_millis(u64::try_from(now.millis()).unwrap_or(0));
        let mut builder = Message::builder()
            .message_id(Some(format!("<{}@{}>", letter.mark, from.email.domain())))
            .date(sent)
            .subject(self.line("subject", letter))
            .header(AutoSubmitted)
            .from(from);
        let addresses = to.iter().map(|one| one.email.clone()).collect();
        for one in to {
            builder = builder.to(one);
        }
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        let message = builder
            .singlepart(SinglePart::plain(self.line("body", letter)))
            .ok()?;
        Some(Written {
            from: back,
            to: addresses,
            bytes: message.formatted(),
        })
    }

    /// The subject or the body, from the message files: in the language of whoever reads it.
    pub(crate) fn line(&self, part: &str, letter: &Letter) -> String {
        match (letter.reader, &self.beside) {
            (Reader::Account(Some(language)), _) if language != self.usual.language() => {
                self.line_in(&Words::of(language), part, letter)
            }
            (Reader::Member, Some(beside)) => {
                let between = if part == "subject" { " / " } else { BETWEEN };
                [&self.usual, beside]
                    .map(|words| self.line_in(words, part, letter))
                    .join(between)
            }
            _ => self.line_in(&self.usual, part, letter),
        }
    }

    fn line_in(&self, words: &Words, part: &str, letter: &Letter) -> String {
        let mut findings = String::new();
        let mut gaps: Vec<(&str, FluentValue<'_>)> = vec![
            ("organisation", self.organisation.as_str().into()),
            ("place", self.place.as_str().into()),
        ];
        for (name, value) in &letter.vars {
            match (name.as_str(), value.parse::<i64>()) {
                ("request", _) => {
                    let kind = Kind::from_code(value).map_or("", Kind::label);
                    gaps.push(("what", words.t(kind).into()));
                }
                ("checkpoint", _) => gaps.push(("checkpoint", watch::plain(value).into())),
                ("finding", _) => findings.push_str(&watch::told(words, value)),
                (name, Ok(millis)) if ["at", "due", "from", "until", "ended"].contains(&name) => {
                    gaps.push((name, Stamp::new(millis, &self.zone).full(words).into()));
                }
                (name, Ok(number)) => gaps.push((name, number.into())),
                (name, Err(_)) => gaps.push((name, value.as_str().into())),
            }
        }
        gaps.push(("findings", findings.into()));
        words.t_args(&format!("letter-{}-{part}", letter.kind), &gaps)
    }
}
