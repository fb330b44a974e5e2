use super::*;
use proptest::prelude::*;

#[test]
fn the_text_form_is_fixed_for_ever() {
    assert_eq!(
        MemberId::from_bytes([0; 16]).to_string(),
        "00000000000000000000000000"
    );
    assert_eq!(
        MemberId::from_bytes([0xff; 16]).to_string(),
        "7zzzzzzzzzzzzzzzzzzzzzzzzz"
    );
    let mut one = [0; 16];
    one[15] = 33;
    assert_eq!(
        CardId::from_bytes(one).to_string(),
        "00000000000000000000000011"
    );
}

#[test]
fn a_key_falls_into_the_same_bucket_for_ever() {
    // SHA-256("") = e3b0…, SHA-256("abc") = ba78…
    assert_eq!(bucket_of(b""), 0xe3b0 % 1024);
    assert_eq!(bucket_of(b"abc"), 0xba78 % 1024);
    assert_eq!(MemberId::from_bytes([7; 16]).bucket(), bucket_of(&[7; 16]));
    assert_eq!(CardId::from_bytes([7; 16]).bucket(), bucket_of(&[7; 4]));
}

#[test]
fn an_id_has_one_spelling() {
    let table = [
        ("", IdError::Length),
        ("0000000000000000000000000", IdError::Length),
        ("000000000000000000000000000", IdError::Length),
        ("0000000000000000000000000A", IdError::Alphabet),
        ("0000000000000000000000000i", IdError::Alphabet),
        ("0000000000000000000000000l", IdError::Alphabet),
        ("0000000000000000000000000o", IdError::Alphabet),
        ("0000000000000000000000000u", IdError::Alphabet),
        ("000000000000000000000000 0", IdError::Alphabet),
        ("80000000000000000000000000", IdError::Alphabet),
    ];
    for (text, error) in table {
        assert_eq!(BankId::parse(text), Err(error), "{text}");
    }
}

proptest! {
    #[test]
    fn every_id_reads_back_as_itself(bytes: [u8; 16]) {
        let id = AccountId::from_bytes(bytes);
        let text = id.to_string();
        prop_assert_eq!(text.len(), 26);
        prop_assert_eq!(AccountId::parse(&text), Ok(id));
        prop_assert_eq!(format!("{id:?}"), text);
    }

    #[test]
    fn what_reads_as_an_id_prints_the_same_text(text in "[0-7][0-9a-z]{25}") {
        if let Ok(id) = CampaignId::parse(&text) {
            prop_assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn ids_sort_as_their_texts_do(a: [u8; 16], b: [u8; 16]) {
        let (a, b) = (CardId::from_bytes(a), CardId::from_bytes(b));
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }

    #[test]
    fn a_bucket_lies_below_their_number(bytes: [u8; 16]) {
        prop_assert!((0..i64::from(BUCKETS)).contains(&bucket_of(&bytes)));
    }
}
