//! Answers beside a state: sealed under the member's key and the campaign's, as those of the calls that they come from.
//!
//! In the table of a state whoever answered stands as reached, and which answer it was opens with both keys alone: not once the member is
//! forgotten, nor once the campaign's key is shredded. Every sealed answer has the same length.
//!
//! Which answer a bank rings is of no one member: it lies beside the bank under the campaign's key alone. Which one a question of the
//! campaign's book asks for is a blind there under the same key: whoever has the database would read it by the bank that was laid with it.

use std::collections::HashMap;

use switchboard_rules::audience::{AnswerPlace, Audience, Choice, Field, Spoken, Stand};
use switchboard_rules::ids::{BankId, CampaignId, MemberId, bucket_of};
use switchboard_rules::moment::Moment;

use crate::answers::{Key, open_answers};
use crate::engine::{Arg, Raw, Stmt, Value};
use crate::fault::Fault;
use crate::keys::{CampaignKey, Keys};
use crate::line::KEY;
use crate::seal::{SealError, SealKey, Spot, hex};
use crate::tx::Tx;
use crate::walls;
use crate::world::World;

/// So many members' keys are read at once.
const KEYS_AT_ONCE: usize = 200;

/// The wrapped keys of members, as far as they have one.
pub(super) fn keys_of(
    world: &World,
    members: &[[u8; 16]],
) -> Result<HashMap<[u8; 16], Key>, Fault> {
    let mut all = HashMap::new();
    for members in members.chunks(KEYS_AT_ONCE) {
        let found = world.0.db.read("spoken-keys", |raw| {
            let batch: Vec<Stmt<'_>> = members
                .iter()
                .map(|member| {
                    let of = vec![Arg::Int(bucket_of(member)), Arg::Bytes(member)];
                    Stmt::owning(KEY, of)
                })
                .collect();
            raw.gather(&batch)
        })?;
        for (member, rows) in members.iter().zip(&found) {
            if let Some(row) = rows.first() {
                all.insert(*member, (row.bytes(0)?.to_vec(), row.int(1)?));
            }
        }
    }
    Ok(all)
}

/// What opens and seals a campaign's answers, beside the writer.
pub(crate) struct Wall<'k> {
    keys: &'k Keys,
    campaign: CampaignId,
    /// None once it is shredded.
    key: Option<CampaignKey>,
}

impl<'k> Wall<'k> {
    pub(in crate::audiences) fn of(world: &'k World, campaign: CampaignId) -> Result<Self, Fault> {
        let read = |raw: &mut Raw<'_>| walls::kept_now(raw, campaign);
        let wrapped = world.0.db.read("spoken-wall", read)?;
        Self::open(&world.0.keys, campaign, wrapped.as_ref()).map_err(Fault::from)
    }

    /// With a campaign's wrapped key, where it has one.
    pub(crate) fn open(
        keys: &'k Keys,
        campaign: CampaignId,
        wrapped: Option<&walls::Wrapped>,
    ) -> Result<Self, SealError> {
        let key = wrapped.map(|wrapped| keys.campaign(campaign.as_bytes(), wrapped));
        Ok(Self {
            keys,
            campaign,
            key: key.transpose()?,
        })
    }

    /// Whether nothing opens any more.
    pub(super) const fn is_shredded(&self) -> bool {
        self.key.is_none()
    }

    /// The key under which the campaign writes about a member; none where either of them is gone. A month's key that this node lacks is a
    /// fault: else a node with half its keys would take everybody's answers away.
    fn key(&self, member: &[u8; 16], (wrapped, month): &Key) -> Result<Option<SealKey>, SealError> {
        let Some(campaign) = self.key.as_ref().filter(|_| !wrapped.is_empty()) else {
            return Ok(None);
        };
        match self.keys.member(member, *month, wrapped) {
            Ok(key) => key.campaign(campaign).map(Some),
            Err(missing @ SealError::NoMonth(_)) => Err(missing),
            Err(_) => Ok(None),
        }
    }

    /// The text of a call's answers; none where it doesn't open.
    pub(super) fn answers(
        &self,
        (member, key): (&[u8; 16], &Key),
        (card, sealed): (&[u8; 16], &[u8]),
    ) -> Result<Option<String>, Fault> {
        let key = self.key(member, key)?;
        Ok(key.and_then(|key| open_answers(&key, card, sealed).ok()))
    }

    /// An answer out of the row of a state; none where it doesn't open.
    pub(crate) fn stand(
        &self,
        (member, key): (&[u8; 16], &Key),
        (number, sealed): (i64, &[u8]),
    ) -> Result<Option<Stand>, SealError> {
        let key = self.key(member, key)?;
        let row = self.row(member, number);
        let plain = key.and_then(|key| key.open(spot(&row), sealed).ok());
        Ok(plain.and_then(|plain| answer_of(&plain)))
    }

    /// An answer for the row of a state; none for what is no answer, or where either key is gone.
    pub(super) fn seal(
        &self,
        (member, key): (&[u8; 16], &Key),
        (number, stand): (i64, Stand),
    ) -> Result<Option<Vec<u8>>, Fault> {
        let Spoken::Answered(place) = stand.level else {
            return Ok(None);
        };
        let Some(key) = self.key(member, key)? else {
            return Ok(None);
        };
        let before = u8::try_from(place.before()).unwrap_or(u8::MAX);
        let at = stand.at().millis().to_be_bytes();
        let plain = [[before].as_slice(), &at].concat();
        let row = self.row(member, number);
        Ok(Some(key.seal(spot(&row), &plain)?))
    }

    /// Which answer a bank rings, for its row; none once the campaign's key is shredded.
    fn seal_of_bank(&self, bank: BankId, place: AnswerPlace) -> Result<Option<Vec<u8>>, SealError> {
        let Some(campaign) = &self.key else {
            return Ok(None);
        };
        let before = u8::try_from(place.before()).unwrap_or(u8::MAX);
        let key = campaign.own()?;
        key.seal(bank_spot(bank.as_bytes()), &[before]).map(Some)
    }

    /// Which answer a bank rings, out of its row; none where it doesn't open.
    fn of_bank(&self, bank: BankId, sealed: &[u8]) -> Option<AnswerPlace> {
        let key = self.key.as_ref()?.own().ok()?;
        let plain = key.open(bank_spot(bank.as_bytes()), sealed).ok()?;
        match plain.as_slice() {
            [before] => AnswerPlace::after(usize::from(*before)),
            _ => None,
        }
    }

    /// How a question about a state of own calls stands in the campaign's book: the state behind an `@`, and instead of an answer a blind,
    /// of no use beside another group or in another state. None where it asks for an answer, and the campaign's key is shredded.
    ///
    /// # Errors
    /// Where the campaign's key has no use as one.
    pub(in crate::audiences) fn asked(
        &self,
        audience: &Audience,
        number: i64,
    ) -> Result<Option<String>, SealError> {
        let Some(Spoken::Answered(place)) = audience.spoken() else {
            return Ok(Some(format!("{audience}@{number}")));
        };
        let Some(key) = &self.key else {
            return Ok(None);
        };
        let before = u8::try_from(place.before()).unwrap_or(u8::MAX);
        let others = audience.without(Field::Spoken).to_string();
        let what = [
            number.to_be_bytes().as_slice(),
            &[before],
            others.as_bytes(),
        ]
        .concat();
        let (some, blind) = (audience.without_place(), hex(&key.asked(&what)?));
        Ok(Some(format!("{some}.{blind}@{number}")))
    }

    /// What a question of the book asks for that stands there by a blind; none where no answer has it under the campaign's key.
    pub(in crate::audiences) fn of_asked(&self, text: &str, number: i64) -> Option<Audience> {
        let (some, _) = text.rsplit_once('.')?;
        let some = Audience::parse_kept(some).ok()?;
        let answers = AnswerPlace::ALL.map(|place| Choice::Spoken(Spoken::Answered(place)));
        let mut all = answers.into_iter().map(|answer| some.with(answer));
        all.find(|one| matches!(self.asked(one, number), Ok(Some(found)) if found == text))
    }

    fn row(&self, member: &[u8; 16], number: i64) -> Vec<u8> {
        let campaign = self.campaign.as_bytes().as_slice();
        [member.as_slice(), campaign, &number.to_be_bytes()].concat()
    }
}

/// Where an answer of a state is sealed: member ‖ campaign ‖ number.
fn spot(row: &[u8]) -> Spot<'_> {
    Spot {
        table: "spoken",
        column: "answer_sealed",
        row,
    }
}

/// Where it is sealed which answer a bank rings.
fn bank_spot(bank: &[u8]) -> Spot<'_> {
    Spot {
        table: "bank_audience",
        column: "answer_sealed",
        row: bank,
    }
}

/// Which answer a bank's audience asks for, as its row has it: null where that is none. The campaign's key is held until the commit.
pub(in crate::audiences) fn kept_of_bank(
    tx: &mut Tx<'_, '_>,
    (bank, campaign): (BankId, CampaignId),
    audience: &Audience,
) -> Result<Value, Fault> {
    let Some(Spoken::Answered(place)) = audience.spoken() else {
        return Ok(Value::Null);
    };
    let world = tx.world;
    let wrapped = walls::kept(tx, campaign)?;
    let wall = Wall::open(&world.keys, campaign, wrapped.as_ref())?;
    let sealed = wall.seal_of_bank(bank, place)?;
    Ok(sealed.map_or(Value::Null, Value::Bytes))
}

/// Which answer a bank rings; none where nobody can know it: the campaign's key is shredded, or this node hasn't got it.
pub(in crate::audiences) fn answer_of_bank(
    raw: &mut Raw<'_>,
    (keys, campaign): (&Keys, CampaignId),
    (bank, sealed): (BankId, &[u8]),
) -> Result<Option<AnswerPlace>, Fault> {
    let wrapped = walls::kept_now(raw, campaign)?;
    let wall = Wall::open(keys, campaign, wrapped.as_ref()).ok();
    Ok(wall.and_then(|wall| wall.of_bank(bank, sealed)))
}

const APART: &str = "update spoken set answer_sealed = null where bucket = $1 and member = $2";

/// Two records that were taken for one person are two again: whose answer the state has, nobody can tell by it, so neither keeps it. By their
/// own cards each has its own in the next state. One that is being made doesn't stand any more, whatever is written of it
/// ([`Making::stand`](super::making::Making::stand)); for that the caller holds the line.
pub(crate) fn are_two_again(tx: &mut Tx<'_, '_>, members: [MemberId; 2]) -> Result<(), Fault> {
    for member in members {
        tx.run(
            APART,
            &[Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())],
        )?;
    }
    Ok(())
}

/// Place of the answer ‖ when it was written down.
fn answer_of(plain: &[u8]) -> Option<Stand> {
    let (before, at) = plain.split_first()?;
    let at = i64::from_be_bytes(<[u8; 8]>::try_from(at).ok()?);
    let place = AnswerPlace::after(usize::from(*before))?;
    Some(Stand::answered(place, Moment::from_millis(at)))
}
