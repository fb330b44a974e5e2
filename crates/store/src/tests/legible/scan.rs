//! Looking for many words at once in whatever bytes there are.

use std::collections::HashMap;

/// Needles of eight bytes and more, looked for at every place by their first eight; and there only where the first two are some
/// needle's, for most places are zeros and what is sealed.
pub(super) struct Scan {
    needles: HashMap<[u8; 8], Vec<Needle>>,
    begins: Vec<bool>,
}

struct Needle {
    bytes: Vec<u8>,
    what: String,
    /// Whether it counts only where no letter or digit is beside it. Eight digits are met by chance within others: a place in a queue has
    /// nineteen, an id thirty-two.
    is_alone: bool,
}

impl Needle {
    fn is_at(&self, hay: &[u8], at: usize) -> bool {
        let beside = |at: Option<usize>| {
            let byte = at.and_then(|at| hay.get(at));
            byte.is_some_and(u8::is_ascii_alphanumeric)
        };
        hay[at..].starts_with(&self.bytes)
            && !(self.is_alone
                && (beside(at.checked_sub(1)) || beside(Some(at + self.bytes.len()))))
    }
}

/// Two bytes as one number.
fn pair(bytes: [u8; 2]) -> usize {
    usize::from(u16::from_le_bytes(bytes))
}

impl Scan {
    pub(super) fn new() -> Self {
        Self {
            needles: HashMap::new(),
            begins: vec![false; 1 << 16],
        }
    }

    /// Adds a text in UTF-8 and both kinds of UTF-16.
    pub(super) fn text(&mut self, text: &str) {
        let small = text.to_lowercase();
        let wide =
            |bytes: fn(u16) -> [u8; 2]| small.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        for bytes in [
            small.clone().into_bytes(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
        ] {
            self.bytes(bytes, text);
        }
    }

    pub(super) fn bytes(&mut self, bytes: Vec<u8>, what: &str) {
        let is_alone = bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit);
        let key = *bytes
            .first_chunk::<8>()
            .unwrap_or_else(|| panic!("`{what}` is too short to be looked for"));
        self.begins[pair([key[0], key[1]])] = true;
        self.needles.entry(key).or_default().push(Needle {
            bytes,
            what: what.to_owned(),
            is_alone,
        });
    }

    /// What of it stands in these bytes, letters' case aside.
    pub(super) fn find(&self, hay: &[u8]) -> Vec<&str> {
        let hay = hay.to_ascii_lowercase();
        let mut found = Vec::new();
        for (at, window) in hay.windows(8).enumerate() {
            if !self.begins[pair([window[0], window[1]])] {
                continue;
            }
            let key = window.first_chunk::<8>();
            let Some(needles) = key.and_then(|key| self.needles.get(key)) else {
                continue;
            };
            found.extend(
                needles
                    .iter()
                    .filter(|needle| needle.is_at(&hay, at))
                    .map(|needle| needle.what.as_str()),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
