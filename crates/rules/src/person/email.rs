//! An e-mail address, checked lightly.

/// One e-mail address; the domain in lower case, the part before the `@` as written.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email {
    address: String,
}
super::says_only_its_name!(Email);

/// Why a text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing but white space.
    #[error("this is empty; fill it in")]
    Empty,
    /// Several addresses, or words around one.
    #[error("this holds more than one e-mail address; leave only one, without words around it")]
    Several,
    /// The address of a page, perhaps of a contact form.
    #[error(
        "this is a web address; write an e-mail address like name@example.org, or leave it empty"
    )]
    Web,
    /// Not of the form name, `@`, domain.
    #[error("this is not an e-mail address; write it like name@example.org")]
    Form,
    /// Longer than mail can carry (RFC 5321, 4.5.3.1).
    #[error("this is too long for an e-mail address; check it")]
    Long,
}

impl Email {
    /// Reads an address.
    ///
    /// Only what mail needs is checked: one `@`, something before it (≤64 bytes), a domain of two
    /// or more labels after it, no white space (RFC 5321). Quoted names are refused: no member has
    /// one, and they are how a second address is smuggled into a list. Letters beyond ASCII pass.
    /// Whether the mailbox exists is for the mail to find out.
    ///
    /// # Errors
    /// [`EmailError`], saying what to write.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        let is_web = |prefix| {
            text.get(..8)
                .is_some_and(|start| start.to_ascii_lowercase().starts_with(prefix))
        };
        if ["https://", "http://", "www."].into_iter().any(is_web) {
            return Err(EmailError::Web);
        }
        if text.len() > 254 {
            return Err(EmailError::Long);
        }
        if text.contains(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>'))
            || text.matches('@').count() > 1
        {
            return Err(EmailError::Several);
        }
        let (name, domain) = text.split_once('@').ok_or(EmailError::Form)?;
        if name.len() > 64 {
            return Err(EmailError::Long);
        }
        if !is_name(name) || !is_domain(domain) {
            return Err(EmailError::Form);
        }
        Ok(Self {
            address: format!("{name}@{}", domain.to_lowercase()),
        })
    }

    /// The address to write to.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The whole address in lower case: what a blind index is made of.
    ///
    /// RFC 5321 lets a host tell `Name@` from `name@`; none that members use does.
    pub fn index_key(&self) -> String {
        self.address.to_lowercase()
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..")
        && !name.contains(|c: char| {
            c.is_control() || matches!(c, '"' | '(' | ')' | '[' | ']' | '\\' | ':')
        })
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || (!c.is_ascii() && !c.is_control()))
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::{Email, EmailError};
    use proptest::prelude::*;

    #[test]
    fn an_address_is_one_name_at_one_domain() {
        fn check(text: &str, expected: Result<&str, EmailError>) {
            assert_eq!(
                Email::parse(text).map(|e| e.as_str().to_owned()),
                expected.map(str::to_owned),
                "{text}"
            );
        }
        check(" Sian.Evans@Example.ORG ", Ok("Sian.Evans@example.org"));
        check("a+b@example.org", Ok("a+b@example.org"));
        check("o'neill@mail.example.org", Ok("o'neill@mail.example.org"));
        check("josé@exämple.org", Ok("josé@exämple.org"));
        check("", Err(EmailError::Empty));
        check("none", Err(EmailError::Form));
        check("https://example.org/contact?form=1", Err(EmailError::Web));
        check("HTTP://example.org", Err(EmailError::Web));
        check("www.example.org", Err(EmailError::Web));
        check("@example.org", Err(EmailError::Form));
        check("a@example", Err(EmailError::Form));
        check("a@-example.org", Err(EmailError::Form));
        check("a@example..org", Err(EmailError::Form));
        check(".a@example.org", Err(EmailError::Form));
        check("\"a\"@example.org", Err(EmailError::Form));
        check("a@example.org; b@example.org", Err(EmailError::Several));
        check("a@example.org,b@example.org", Err(EmailError::Several));
        check("A <a@example.org>", Err(EmailError::Several));
        check("a@b@example.org", Err(EmailError::Several));
        check(
            &format!("{}@example.org", "a".repeat(65)),
            Err(EmailError::Long),
        );
        check(
            &format!("a@{}.org", "a.".repeat(130)),
            Err(EmailError::Long),
        );
    }

    #[test]
    fn the_same_mailbox_in_other_letters_has_the_same_key() {
        let key = |text| Email::parse(text).unwrap().index_key();
        assert_eq!(key("Sian@Example.org"), key("SIAN@EXAMPLE.ORG"));
    }

    proptest! {
        #[test]
        fn an_address_read_twice_is_the_same(text in "[a-zA-Z0-9.+]{1,20}@[a-zA-Z0-9.-]{1,20}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,80}") {
            let _ = Email::parse(&text);
        }
    }
}
