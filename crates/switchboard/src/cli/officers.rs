//! The first officers of a new world: from flags, or asked for on a terminal.

use std::io::{BufRead, IsTerminal, Write};

use switchboard_store::World;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::person::Email;
use switchboard_store::rules::policy::{Role, Scope};

use super::account::{add_one, new_account};
use super::say;

/// Somebody named as `NAME=EMAIL`.
#[derive(Debug, Clone)]
pub(super) struct Named {
    name: String,
    address: String,
}

/// Reads `NAME=EMAIL`.
pub(super) fn named(text: &str) -> Result<Named, String> {
    let (name, email) = text
        .rsplit_once('=')
        .ok_or("write it as NAME=EMAIL, as in \"Gwen Evans=gwen@example.org\"")?;
    let name = name.trim();
    if name.is_empty() {
        return Err("a name is missing before the `=`".to_owned());
    }
    let address = Email::parse(email).map_err(|error| error.to_string())?;
    Ok(Named {
        name: name.to_owned(),
        address: address.as_str().to_owned(),
    })
}

/// Who is to be added, with their role.
pub(super) struct First(Vec<(Named, Role)>);

impl First {
    /// From the flags; what they don't say is asked for where somebody can answer. An address names one person.
    pub(super) fn gather(officers: Vec<Named>, approver: Option<Named>) -> anyhow::Result<Self> {
        let mut first = Self(Vec::new());
        for one in officers {
            first.push(one, Role::MembershipOfficer)?;
        }
        if let Some(one) = approver {
            first.push(one, Role::Approver)?;
        }
        if first.0.is_empty() && std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
            first.ask(&mut std::io::stdin().lock())?;
        }
        Ok(first)
    }

    fn push(&mut self, one: Named, role: Role) -> anyhow::Result<()> {
        let is_twice = self
            .0
            .iter()
            .any(|(other, _)| other.address.eq_ignore_ascii_case(&one.address));
        anyhow::ensure!(
            !is_twice,
            "two people have the same e-mail address: give each their own"
        );
        self.0.push((one, role));
        Ok(())
    }

    fn ask(&mut self, from: &mut impl BufRead) -> anyhow::Result<()> {
        let officer = Role::MembershipOfficer;
        let questions = [
            (
                "Who keeps the roll? NAME=EMAIL, or nothing to name them later: ",
                officer,
            ),
            ("And a second one? NAME=EMAIL, or nothing: ", officer),
            (
                "Then somebody who agrees where two must, and keeps no roll? NAME=EMAIL, or nothing: ",
                Role::Approver,
            ),
        ];
        for (question, role) in questions {
            let is_enough = self.0.len() >= 2;
            if is_enough {
                break;
            }
            let Some(one) = answer(question, from)? else {
                if self.0.is_empty() {
                    break;
                }
                continue;
            };
            self.push(one, role)?;
        }
        Ok(())
    }

    /// Adds them and prints a code for each.
    pub(super) fn add(self, world: &World, data: &str, now: Moment) -> anyhow::Result<()> {
        if self.0.is_empty() {
            return say(format_args!(
                "next: `switchboard account add --data {data} --role membership-officer --name NAME --email ADDRESS`, once for each of two officers"
            ));
        }
        let is_alone = self.0.len() == 1;
        for (one, role) in self.0 {
            let email = Email::parse(&one.address)?;
            let name = one.name.clone();
            let new = new_account(one.name, role, Scope::Organisation, now);
            let (_, code) = add_one(world, new, Some(email), now)?;
            say(format_args!(
                "{}, {name}: code {}",
                role.text(),
                code.expose()
            ))?;
        }
        say(
            "each code works once, within a day, on the page /sign-in; it leads to a password and an app",
        )?;
        if is_alone {
            say(format_args!(
                "what needs two people waits for a second: `switchboard account add --data {data} --role approver --name NAME --email ADDRESS`"
            ))?;
        }
        Ok(())
    }
}

/// Asks until the answer can be understood; nothing typed is an answer too.
fn answer(question: &str, from: &mut impl BufRead) -> anyhow::Result<Option<Named>> {
    loop {
        let mut out = std::io::stdout();
        write!(out, "{question}")?;
        out.flush()?;
        let mut line = String::new();
        let is_end = from.read_line(&mut line)? == 0;
        if is_end || line.trim().is_empty() {
            if is_end {
                say("")?;
            }
            return Ok(None);
        }
        match named(line.trim()) {
            Ok(one) => return Ok(Some(one)),
            Err(error) => say(format_args!("{error}"))?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(typed: &str) -> Vec<(String, Role)> {
        let mut first = First(Vec::new());
        first.ask(&mut typed.as_bytes()).unwrap();
        first
            .0
            .into_iter()
            .map(|(one, role)| (one.name, role))
            .collect()
    }

    #[test]
    fn a_person_is_named_with_an_address() {
        let one = named("Gwen = Evans=gwen@Example.org").unwrap();
        assert_eq!(
            (one.name.as_str(), one.address.as_str()),
            ("Gwen = Evans", "gwen@example.org")
        );
        for bad in ["Gwen", "=gwen@example.org", "Gwen=", "Gwen=gwen"] {
            assert!(named(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_terminal_is_asked_for_two_officers_or_one_and_an_approver() {
        let officer = |name: &str| (name.to_owned(), Role::MembershipOfficer);
        assert_eq!(asked(""), []);
        assert_eq!(asked("\n"), []);
        assert_eq!(
            asked("Gwen=gwen@example.org\nnobody\nOsian=osian@example.org\n"),
            [officer("Gwen"), officer("Osian")]
        );
        assert_eq!(
            asked("Gwen=gwen@example.org\n\nAri=ari@example.org\n"),
            [officer("Gwen"), ("Ari".to_owned(), Role::Approver)]
        );
        assert_eq!(asked("Gwen=gwen@example.org\n\n\n"), [officer("Gwen")]);
    }
}
