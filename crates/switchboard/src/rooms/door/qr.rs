//! A square code for a phone's camera, drawn as SVG.

use qrcodegen::{QrCode, QrCodeEcc};

/// What a camera needs around the square.
const QUIET: i32 = 4;

/// A square code as one path, in modules.
#[derive(Clone)]
pub struct Square {
    /// How wide and high it is, its quiet border included.
    pub side: i32,
    /// The dark modules, as a path.
    pub path: String,
}

/// Draws a text; none if it is longer than a square code holds.
pub(crate) fn square(text: &str) -> Option<Square> {
    use std::fmt::Write as _;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|at| code.get_module(*at, y))
                .count();
            let run = i32::try_from(run).ok()?;
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run + 1;
        }
    }
    Some(Square {
        side: code.size() + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the path back into modules.
    fn modules(square: &Square) -> Vec<(i32, i32)> {
        let mut all = Vec::new();
        for run in square.path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (width, _) = rest.split_once('v').unwrap();
            let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
            all.extend((0..width.parse::<i32>().unwrap()).map(|dx| (x + dx - QUIET, y - QUIET)));
        }
        all
    }

    #[test]
    fn every_dark_module_is_drawn_once_and_no_other() {
        let text =
            "otpauth://totp/Party:orla%40office.example.org?secret=GEZDGNBVGY3TQOJQ&issuer=Party";
        let drawn = square(text).unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        assert_eq!(drawn.side, code.size() + 8);
        let expected: Vec<(i32, i32)> = (0..code.size())
            .flat_map(|y| (0..code.size()).map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x, *y))
            .collect();
        assert_eq!(modules(&drawn), expected);
        assert!(square(&"x".repeat(5000)).is_none());
    }
}
