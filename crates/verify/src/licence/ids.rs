//! Ids as people and the words of entries have them: 26 characters of Crockford's base 32 in small letters, one spelling each
//! (<https://www.crockford.com/base32.html>).

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;

/// The 26 characters.
pub(super) fn text(id: [u8; 16]) -> String {
    let number = u128::from_be_bytes(id);
    let digits = (0..LENGTH).rev().map(|place| number >> (place * 5) & 31);
    let letters = digits.filter_map(|digit| ALPHABET.get(usize::try_from(digit).ok()?));
    letters.map(|letter| char::from(*letter)).collect()
}

/// The id that is written so; none for any other text, or another spelling.
pub(super) fn read(written: &str) -> Option<[u8; 16]> {
    let number = written
        .bytes()
        .take(LENGTH)
        .try_fold(0_u128, |number, letter| {
            let digit = ALPHABET.iter().position(|one| *one == letter)?;
            Some(number << 5 | u128::try_from(digit).ok()?)
        })?;
    let id = number.to_be_bytes();
    (text(id) == written).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::{read, text};

    #[test]
    fn an_id_has_one_spelling() {
        for (id, written) in [
            ([0; 16], "00000000000000000000000000"),
            ([0xff; 16], "7zzzzzzzzzzzzzzzzzzzzzzzzz"),
        ] {
            assert_eq!(text(id), written);
            assert_eq!(read(written), Some(id));
        }
        for wrong in [
            "",
            "7zzzzzzzzzzzzzzzzzzzzzzzz",
            "7zzzzzzzzzzzzzzzzzzzzzzzzzz",
            "8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "7Zzzzzzzzzzzzzzzzzzzzzzzzz",
            "0000000000000000000000000o",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
