//! Looking for many words at once in whatever bytes there are.

use std::collections::HashMap;

/// Needles of eight bytes and more, looked for at every place by their first eight; and there only where the first two are some
/// needle's, for most places are zeros and what is sealed.
pub(super) struct Scan {
    needles: HashMap<[u8; 8], Vec<(Vec<u8>, String)>>,
    begins: Vec<bool>,
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
        let key = *bytes
            .first_chunk::<8>()
            .unwrap_or_else(|| panic!("`{what}` is too short to be looked for"));
        self.begins[pair([key[0], key[1]])] = true;
        self.needles
            .entry(key)
            .or_default()
            .push((bytes, what.to_owned()));
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
                    .filter(|(bytes, _)| hay[at..].starts_with(bytes))
                    .map(|(_, what)| what.as_str()),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
