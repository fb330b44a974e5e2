//! `security.txt` as RFC 9116 has it.
//!
//! `Expires` is reckoned anew at each answer, so that it is never past and always less than a year ahead (§2.5.5): the file
//! is as good as the program that answers. Not signed: the key would lie beside the file.

use std::fmt::Write as _;

use switchboard_store::rules::moment::{Moment, Span};

/// How far ahead an answer may be believed.
const GOOD_FOR: Span = Span::days(180);

/// What the file says.
pub(super) struct Security<'c> {
    /// Whom to tell, the preferred one first.
    pub(super) contacts: &'c [String],
    /// In which languages.
    pub(super) languages: &'c [String],
    /// Under which name the installation is opened over HTTPS. Web addresses of the file must begin with `https://` (§2.5),
    /// so without a name it has none of its own.
    pub(super) host: Option<&'c str>,
}

impl Security<'_> {
    /// The file; none without anybody to tell, for the field `Contact` must be there (§2.5.3).
    pub(super) fn text(&self, now: Moment) -> Option<String> {
        if self.contacts.is_empty() {
            return None;
        }
        let mut text = String::new();
        for contact in self.contacts {
            field(&mut text, "Contact", contact);
        }
        field(&mut text, "Expires", &expires(now)?);
        field(&mut text, "Preferred-Languages", &self.languages.join(", "));
        if let Some(host) = self.host {
            let canonical = format!("https://{host}/.well-known/security.txt");
            field(&mut text, "Canonical", &canonical);
            field(&mut text, "Policy", &format!("https://{host}/testing"));
        }
        Some(text)
    }
}

fn field(text: &mut String, name: &str, value: &str) {
    // Writing to a text can't fail.
    let _written = writeln!(text, "{name}: {value}");
}

/// The beginning of a day in UTC, so that the file is the same all day.
fn expires(now: Moment) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(now.plus(GOOD_FOR).millis()).ok()?;
    let day = jiff::tz::TimeZone::UTC.to_datetime(at).date();
    Some(format!("{day}T00:00:00Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 24 November 2026, 18:37 in London.
    const NOW: Moment = Moment::from_millis(1_795_545_420_000);

    fn lines(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn the_file_has_the_fields_of_rfc_9116_each_on_a_line() {
        let (contacts, languages) = (
            lines(&[
                "mailto:security@example.org",
                "https://example.org/security",
            ]),
            lines(&["en", "cy"]),
        );
        let mut security = Security {
            contacts: &contacts,
            languages: &languages,
            host: Some("calls.example.org"),
        };
        insta::assert_snapshot!(security.text(NOW).unwrap(), @r"
        Contact: mailto:security@example.org
        Contact: https://example.org/security
        Expires: 2027-05-23T00:00:00Z
        Preferred-Languages: en, cy
        Canonical: https://calls.example.org/.well-known/security.txt
        Policy: https://calls.example.org/testing
        ");
        security.host = None;
        assert!(!security.text(NOW).unwrap().contains("Canonical"));
        security.contacts = &[];
        assert_eq!(security.text(NOW), None);
    }

    #[test]
    fn the_file_expires_half_a_year_after_whenever_it_is_asked_for_and_stays_the_same_all_day() {
        let day = Span::days(1).as_millis();
        let midnight = NOW.millis() - NOW.millis() % day;
        let said = |millis| expires(Moment::from_millis(millis)).unwrap();
        assert_eq!(said(midnight), said(midnight + day - 1));
        for days in 0..800 {
            let now = midnight + days * day + 7;
            let expires: jiff::Timestamp = said(now).parse().unwrap();
            let ahead = expires.as_millisecond() - now;
            assert!((179 * day..=180 * day).contains(&ahead), "{ahead}");
        }
    }
}
