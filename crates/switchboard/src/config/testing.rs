//! `[testing]`: whom to tell of a hole, and to ask before a test.

use switchboard_store::rules::person::Email;

use super::section::section;

section! {
    /// Whom to tell of a hole in this installation, and to ask for leave before a test: `/.well-known/security.txt`
    /// (RFC 9116) and the page `/testing` name them.
    Testing {
        /// Where they are reached: `mailto:` with an address, or an `https://` address, the preferred one first. Without any
        /// there is no security.txt, and the page says that nobody is named.
        contact: Vec<String> = Vec::new(), "[]", "[\"mailto:security@example.org\"]";
        /// The languages in which they may be written to, as language tags.
        languages: Vec<String> = vec!["en".to_owned()], "[\"en\"]", "[\"en\", \"cy\"]";
    }
}

/// More than these nobody would try one after the other.
const CONTACTS_MAX: usize = 8;
const LANGUAGES_MAX: usize = 16;

impl Testing {
    pub(super) fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.contact.len() > CONTACTS_MAX || !self.contact.iter().all(|text| is_contact(text)) {
            wrong.push(format!(
                "`testing.contact` holds at most {CONTACTS_MAX} texts, each \"mailto:\" with an address, such as \"mailto:security@example.org\", or an address that begins with \"https://\""
            ));
        }
        let known = self.languages.len() <= LANGUAGES_MAX
            && !self.languages.is_empty()
            && self.languages.iter().all(|tag| is_language(tag));
        if !known {
            wrong.push(format!(
                "`testing.languages` holds 1 to {LANGUAGES_MAX} language tags, such as \"en\" or \"cy\""
            ));
        }
        wrong
    }
}

/// Each contact becomes a line of a file that programs read: it holds nothing that could end the line, or need escaping.
fn is_contact(text: &str) -> bool {
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return false;
    }
    if let Some(address) = text.strip_prefix("mailto:") {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "@.-_+".contains(c);
        return address.chars().all(is_plain) && Email::parse(address).is_ok();
    }
    text.starts_with("https://")
        && text.parse::<axum::http::Uri>().is_ok_and(|uri| {
            let authority = uri.authority().map(axum::http::uri::Authority::as_str);
            authority.is_some_and(|name| !name.contains('@'))
                && uri.host().is_some_and(|host| !host.is_empty())
        })
}

fn is_language(tag: &str) -> bool {
    !tag.contains('_') && tag.parse::<unic_langid::LanguageIdentifier>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_a_mailto_or_an_https_address_and_nothing_that_could_begin_a_line_of_its_own() {
        for (text, is_taken) in [
            ("mailto:security@example.org", true),
            ("mailto:security+tests@example.org", true),
            ("https://example.org/security", true),
            ("https://[2001:db8::1]/security", true),
            ("security@example.org", false),
            ("mailto:", false),
            ("mailto:security", false),
            ("mailto:security@example.org?cc=other@example.org", false),
            ("mailto:Security <security@example.org>", false),
            ("http://example.org/security", false),
            ("HTTPS://example.org/security", false),
            ("https://", false),
            ("https:///security", false),
            ("https://security@example.org/", false),
            ("https://example.org/a b", false),
            (
                "mailto:security@example.org\nContact: mailto:other@example.org",
                false,
            ),
            ("tel:+442079460000", false),
            ("javascript:alert(1)", false),
            ("", false),
        ] {
            let testing = Testing {
                contact: vec![text.to_owned()],
                ..Testing::default()
            };
            assert_eq!(testing.wrong().is_empty(), is_taken, "{text}");
        }
    }

    #[test]
    fn a_language_is_a_tag() {
        for (tags, is_taken) in [
            (vec!["en"], true),
            (vec!["en-GB", "cy"], true),
            (vec![], false),
            (vec!["English, please"], false),
            (vec!["en_GB"], false),
            (vec!["en\nHiring: https://example.org"], false),
        ] {
            let testing = Testing {
                languages: tags.iter().map(|tag| (*tag).to_owned()).collect(),
                ..Testing::default()
            };
            assert_eq!(testing.wrong().is_empty(), is_taken, "{tags:?}");
        }
    }
}
