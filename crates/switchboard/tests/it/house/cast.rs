//! The members of every story: invented, each with a name and a number that no page, message or schema has by itself,
//! so that one of them in an answer or in a log line is a disclosure.

use std::cell::OnceCell;
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

/// A text in which members are looked for, prepared once for all of them: what the names and numbers of many have in common is
/// looked for first, and each one's own only where that is there. Every page of every story is looked through for everybody.
#[derive(Default)]
pub(crate) struct Text<'t> {
    whole: &'t str,
    /// In small letters, for names.
    small: OnceCell<String>,
    /// Whether each of [`ENDINGS`] stands in it.
    endings: [OnceCell<bool>; ENDINGS.len()],
    /// Whether it holds [`EXCHANGE`].
    exchange: OnceCell<bool>,
    /// Whether it holds [`MASK`].
    mask: OnceCell<bool>,
}

/// Digits that stand in a number for drama however it is written.
const EXCHANGE: &str = "7700";
/// What stands before a number's last three digits where the others are covered.
const MASK: &str = "••••• •••";

impl<'t> Text<'t> {
    pub(crate) fn of(whole: &'t str) -> Self {
        Self {
            whole,
            ..Self::default()
        }
    }

    /// Whether it holds the member's name, in any case.
    pub(crate) fn names(&self, member: &Member) -> bool {
        let family = member.family.to_lowercase();
        let small = self.small.get_or_init(|| self.whole.to_lowercase());
        let mut all = ENDINGS.iter().zip(&self.endings);
        let own = all.find(|(ending, _)| family.ends_with(**ending));
        let may_be = own.is_none_or(|(ending, cell)| *cell.get_or_init(|| small.contains(*ending)));
        may_be && small.contains(&family)
    }

    /// Whether it holds the number behind its mask: the last three digits, which no other member has.
    pub(crate) fn masks(&self, member: &Member) -> bool {
        let may_be = *self.mask.get_or_init(|| self.whole.contains(MASK));
        let masked = || format!("{MASK}{}", &member.mobile[8..]);
        may_be && self.whole.contains(&masked())
    }

    /// Whether it holds the number, in any usual form.
    pub(crate) fn numbers(&self, member: &Member) -> bool {
        let mobile = &member.mobile;
        let may_be = *self.exchange.get_or_init(|| self.whole.contains(EXCHANGE));
        if !may_be && mobile.contains(EXCHANGE) {
            return false;
        }
        [
            format!("+44{}", &mobile[1..]),
            mobile.clone(),
            format!("07700 {}", &mobile[5..]),
            format!("+44-7700-{}", &mobile[5..]),
        ]
        .iter()
        .any(|form| self.whole.contains(form))
    }
}

impl Member {
    /// Whether a text holds the name, in any case.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        Text::of(text).names(self)
    }

    /// Whether a text holds the number behind its mask: the last three digits, which no other member has.
    pub(crate) fn is_masked_in(&self, text: &str) -> bool {
        Text::of(text).masks(self)
    }

    /// Whether a text holds the number, in any usual form.
    pub(crate) fn is_numbered_in(&self, text: &str) -> bool {
        Text::of(text).numbers(self)
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
    for n in 0..MOST {
        let (m, other) = (member(n), member((n + 1) % MOST));
        let forms = [
            format!("DR {}.", m.family.to_uppercase()),
            format!("+44{},", &m.mobile[1..]),
            format!("{} ••••• •••{}", m.mobile, &m.mobile[8..]),
            format!("07700 {}", &m.mobile[5..]),
            format!("+44-7700-{}", &m.mobile[5..]),
        ];
        let [named, in_full, twice, spaced, hyphened] = forms.each_ref().map(|form| Text::of(form));
        assert!(named.names(&m) && !named.names(&other) && !named.numbers(&m));
        for text in [in_full, spaced, hyphened, twice] {
            assert!(text.numbers(&m) && !text.numbers(&other) && !text.names(&m));
        }
        let twice = Text::of(&forms[2]);
        assert!(twice.masks(&m) && !twice.masks(&other));
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
