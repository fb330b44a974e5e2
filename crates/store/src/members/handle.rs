//! The handle of a masked hit: which member it is, sealed for one account and for half an hour.

use switchboard_rules::ids::{AccountId, MemberId};
use switchboard_rules::moment::{Moment, Span};

use crate::fault::Fault;
use crate::seal::Spot;
use crate::session::id16;
use crate::world::Inner;

/// How long a hit can be opened.
const LASTS: Span = Span::minutes(30);

/// It opens under its account's id and under no other.
fn spot(account: &AccountId) -> Spot<'_> {
    Spot {
        table: "hit",
        column: "handle",
        row: account.as_bytes(),
    }
}

/// Makes the handle of a hit. It travels in forms and bodies, never in addresses.
pub(crate) fn handle(
    world: &Inner,
    member: MemberId,
    account: AccountId,
    now: Moment,
) -> Result<String, Fault> {
    let until = now.plus(LASTS).millis().to_be_bytes();
    let plain = [member.as_bytes().as_slice(), &until].concat();
    Ok(letters(&world.keys.account.seal(spot(&account), &plain)?))
}

/// Whose handle it is; none when it is another account's, too old, or no handle at all.
pub(crate) fn member_of(
    world: &Inner,
    text: &str,
    account: AccountId,
    now: Moment,
) -> Option<MemberId> {
    let plain = world
        .keys
        .account
        .open(spot(&account), &bytes(text)?)
        .ok()?;
    let (member, until) = plain.split_at_checked(16)?;
    let until = i64::from_be_bytes(until.try_into().ok()?);
    (now.millis() < until)
        .then(|| id16(member))
        .flatten()
        .map(MemberId::from_bytes)
}

/// Longer texts are no handle.
const CHARS_MAX: usize = 256;

/// Two of the letters from a to p for each byte: digits in it could look like somebody's number.
fn letters(bytes: &[u8]) -> String {
    let letter = |half: u8| char::from(b'a' + half);
    bytes
        .iter()
        .flat_map(|byte| [letter(byte >> 4), letter(byte & 15)])
        .collect()
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let half = |letter: u8| match letter {
        b'a'..=b'p' => Some(letter - b'a'),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    if text.len() > CHARS_MAX {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(half(*high)? << 4 | half(*low)?))
        .collect()
}
