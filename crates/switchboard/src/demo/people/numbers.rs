//! Telephone numbers that ring nobody.
//!
//! In this order, each used once before the first is used again:
//! 1. 07700 900000 to 900999, the mobiles that Ofcom sets aside for radio and television drama;
//! 2. Ofcom's drama landlines: London, ten cities and more, a thousand each, and two ranges that
//!    belong to no place; 0909 (premium rate) is never used;
//! 3. North American 555-0100 to 555-0199, which the numbering plan sets aside for fiction in every
//!    area code; area codes that are special (N11, N00, repeated digits, 52x and 88x) are left out.
//!
//! That makes [`COUNT`] numbers. A demo with more members shares each evenly among as many as it
//! must, as households do: of 600,000 members, seven or eight have the same number, and while one
//! of them is rung the others wait ("one number, one desk"). Measure with that in mind.
//!
//! Source: Ofcom, "Telephone numbers for use in TV and radio drama programmes"; NANPA, 555 line
//! numbers.

use switchboard_store::rules::person::{Phone, PhoneKind, Region};

/// A thousand numbers each: what stands before the last three digits.
const DRAMA: [(&str, PhoneKind); 19] = [
    ("+447700900", PhoneKind::Mobile),
    ("+442079460", PhoneKind::Landline),
    ("+441134960", PhoneKind::Landline),
    ("+441144960", PhoneKind::Landline),
    ("+441154960", PhoneKind::Landline),
    ("+441164960", PhoneKind::Landline),
    ("+441174960", PhoneKind::Landline),
    ("+441184960", PhoneKind::Landline),
    ("+441214960", PhoneKind::Landline),
    ("+441314960", PhoneKind::Landline),
    ("+441414960", PhoneKind::Landline),
    ("+441514960", PhoneKind::Landline),
    ("+441614960", PhoneKind::Landline),
    ("+441914980", PhoneKind::Landline),
    ("+442896496", PhoneKind::Landline),
    ("+442920180", PhoneKind::Landline),
    ("+441632960", PhoneKind::Landline),
    ("+448081570", PhoneKind::Other),
    ("+443069990", PhoneKind::Other),
];
const DRAMA_COUNT: usize = DRAMA.len() * 1000;
const AREA_CODES: usize = 630;

/// How many different numbers there are.
pub(super) const COUNT: usize = DRAMA_COUNT + AREA_CODES * 100;

/// The number of the member in this place.
pub(super) fn of(index: usize) -> Option<Phone> {
    let place = index % COUNT;
    let (text, kind) = match place.checked_sub(DRAMA_COUNT) {
        None => DRAMA
            .get(place / 1000)
            .map(|(block, kind)| (format!("{block}{:03}", place % 1000), *kind))?,
        Some(place) => {
            let area = area_codes().nth(place / 100)?;
            (format!("+1{area}55501{:02}", place % 100), PhoneKind::Other)
        }
    };
    Phone::parse(&text, Region::GB)
        .ok()
        .map(|phone| phone.of_kind(kind))
}

/// Area codes: 200 to 989, without those that are special.
fn area_codes() -> impl Iterator<Item = usize> {
    let is_plain = |code: &usize| {
        let (first_two, tens, ones) = (code / 10, code / 10 % 10, code % 10);
        tens != 9 && tens != ones && first_two != 52 && first_two != 88
    };
    (200..1000).filter(is_plain)
}

#[cfg(test)]
mod tests {
    use super::{AREA_CODES, COUNT, area_codes, of};
    use std::collections::HashSet;

    #[test]
    fn every_number_is_used_once_before_the_first_is_used_again() {
        assert_eq!(area_codes().count(), AREA_CODES);
        let numbers: HashSet<String> = (0..COUNT)
            .map(|index| of(index).unwrap().e164().to_owned())
            .collect();
        assert_eq!(numbers.len(), COUNT);
        assert!(of(COUNT) == of(0));
        assert_eq!(COUNT, 82_000);
    }

    #[test]
    fn no_number_leaves_the_ranges_set_aside_for_fiction() {
        for index in 0..COUNT {
            let phone = of(index).unwrap();
            let digits = phone.index_key();
            let is_drama =
                digits.starts_with("44") && digits.len() == 12 && !digits.starts_with("44909");
            let is_fiction =
                digits.starts_with('1') && digits.len() == 11 && digits[4..].starts_with("55501");
            assert!(is_drama || is_fiction, "{digits}");
        }
    }
}
