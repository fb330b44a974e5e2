//! The members of every story: invented, each with a name and a number that no page, message or schema has by itself,
//! so that one of them in an answer or in a log line is a disclosure.

use std::fmt::Write as _;

/// One invented member as the file has them, and as pages would show them.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) given: String,
    pub(crate) family: String,
    /// Digits of the national number: `07700900123`.
    pub(crate) mobile: String,
    pub(crate) email: String,
    pub(crate) external: String,
}

const BEGINNINGS: [&str; 16] = [
    "Brack", "Quill", "Thistle", "Wyver", "Marrow", "Fennel", "Oster", "Kettle", "Drummle",
    "Pellin", "Garrow", "Hobble", "Tansy", "Vesper", "Yarrow", "Skelder",
];
const ENDINGS: [&str; 16] = [
    "ingwold",
    "esbyrne",
    "thwaite",
    "ombecote",
    "urlstone",
    "aldershaw",
    "ickering",
    "wardine",
    "opplestead",
    "endrake",
    "umbleton",
    "affleck",
    "ostlewick",
    "erringham",
    "udleymoor",
    "istlecombe",
];
const GIVEN: [&str; 8] = [
    "Gwenhwyfarr",
    "Osberttine",
    "Tamsinella",
    "Ludovickus",
    "Perpetuana",
    "Cadwaladrus",
    "Hepzibahlia",
    "Ignatiusson",
];

/// The most members a story has: 256 names, and as many numbers kept for drama.
pub(crate) const MOST: usize = 256;

/// The member of this number.
pub(crate) fn member(n: usize) -> Member {
    let family = format!("{}{}", BEGINNINGS[n % 16], ENDINGS[n / 16 % 16]);
    Member {
        given: GIVEN[n % 8].to_owned(),
        mobile: format!("07700900{n:03}"),
        email: format!("{}.{n}@example.org", family.to_lowercase()),
        external: format!("M-{:05}", 40_000 + n),
        family,
    }
}

/// A roll of so many members, as a CSV file.
pub(crate) fn roll(members: usize) -> String {
    assert!(members <= MOST, "there are names for {MOST} members");
    let mut text = "member_id,title,first_name,last_name,mobile,email,branch\n".to_owned();
    for n in 0..members {
        let m = member(n);
        let title = ["Mrs", "Mr", "Ms", "Dr"][n % 4];
        let branch = ["Abercwm", "Thornmere"][n % 2];
        writeln!(
            text,
            "{},{title},{},{},{},{},{branch}",
            m.external, m.given, m.family, m.mobile, m.email
        )
        .unwrap();
    }
    text
}

impl Member {
    /// Whether a text holds the name, in any case.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.family.to_lowercase())
    }

    /// Whether a text holds the number behind its mask: the last three digits, which no other member has.
    pub(crate) fn is_masked_in(&self, text: &str) -> bool {
        text.contains(&format!("••••• •••{}", &self.mobile[8..]))
    }

    /// Whether a text holds the number, in any usual form.
    pub(crate) fn is_numbered_in(&self, text: &str) -> bool {
        let national = &self.mobile[1..];
        [
            format!("+44{national}"),
            self.mobile.clone(),
            format!("07700 {}", &self.mobile[5..]),
            format!("+44-7700-{}", &self.mobile[5..]),
        ]
        .iter()
        .any(|form| text.contains(form))
    }
}

#[test]
fn every_invented_member_is_one_of_a_kind() {
    let mut families: Vec<String> = (0..MOST).map(|n| member(n).family).collect();
    families.sort();
    families.dedup();
    assert_eq!(families.len(), MOST);
    for (n, one) in families.iter().enumerate() {
        assert!(
            families
                .iter()
                .skip(n + 1)
                .all(|other| !other.contains(one.as_str())),
            "{one} stands in another name"
        );
    }
    let m = member(7);
    assert!(m.is_named_in("MRS TANSY") || m.is_named_in(&m.family.to_uppercase()));
    assert!(
        m.is_numbered_in("tel:+447700900007")
            && m.is_numbered_in("07700 900007")
            && !m.is_numbered_in("07700 900008")
    );
    assert!(m.is_masked_in("••••• •••007") && !m.is_masked_in("••••• •••008"));
}
