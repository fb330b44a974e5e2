//! A member's row, whole: read inside the store for merging and correcting, written as a new version.
//!
//! Every version stands under the id of the act that wrote it: an import, or a correction by hand. Ids are ordered, so the
//! newest that isn't dark is in force. Nothing of a [`Whole`] leaves the store: what is shown goes through `personal.rs`.

use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::person::{
    Address, AreaName, BirthDate, BranchName, Day, Email, ExternalId, MemberKind, Name, Region,
    Tags, Tongue, decode_phones, encode_phones,
};
use switchboard_rules::roll::{Lasts, Part, PartHash, Parts, RollRow};

use super::lookups::{Lookup, What};
use crate::engine::{Row, Value};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::keys::MemberKey;
use crate::personal::{NAME, PHONES, REST, row_key, spot};
use crate::seal::SealError;
use crate::session::id16;
use crate::world::Inner;

/// The columns of a version, in the order in which [`version`] gives them.
pub(crate) const ROW: [&str; 20] = [
    "bucket",
    "member",
    "import",
    "branch",
    "kind",
    "joined_year",
    "ends_on",
    "age_band",
    "do_not_call",
    "deceased",
    "digest",
    "said",
    "parts",
    "numbers",
    "name_sealed",
    "phones_sealed",
    "rest_sealed",
    "language",
    "area",
    "tags",
];

/// The version of a member that is in force; with `$1` and `$2` their bucket and id.
pub(crate) const WHOLE: &str = "select m.id, m.erase_key, m.key_month, r.import, r.branch, r.kind, r.joined_year, r.ends_on, r.do_not_call, r.deceased, r.digest, r.said, r.parts, r.name_sealed, r.phones_sealed, r.rest_sealed, (select case when x.ended_at is null then '' else x.why end from member_end x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1), r.language, r.area, r.tags from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";

/// One version of a member, open.
pub(crate) struct Whole {
    pub(crate) member: MemberId,
    /// The act that wrote it.
    pub(crate) act: [u8; 16],
    pub(crate) row: RollRow,
    /// What the last file said.
    pub(crate) lasts: Lasts,
    /// The keyed hash of the last file's whole row; none where no file ever spoke of the member.
    pub(crate) digest: Vec<u8>,
    /// The parts that this version changed.
    pub(crate) parts: Parts,
    /// Why the membership has ended, if it has.
    pub(crate) ended: Option<Why>,
    pub(crate) key: MemberKey,
    pub(crate) month: i64,
    pub(crate) erase_key: Vec<u8>,
}
says_only_its_name!(Whole);

/// Why a membership has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The member doesn't stand in a file that was said to be the full roll.
    NotInTheRoll,
    /// The officer ended it.
    ByHand,
    /// The import that made the member was undone.
    Undo,
    /// The member goes on under another record.
    Merged,
}

impl Why {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::NotInTheRoll => "not-in-roll",
            Self::ByHand => "hand",
            Self::Undo => "undo",
            Self::Merged => "merged",
        }
    }

    /// Nothing stands where the newest word is that the membership goes on.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        match code {
            "" => None,
            "not-in-roll" => Some(Self::NotInTheRoll),
            "undo" => Some(Self::Undo),
            "merged" => Some(Self::Merged),
            _ => Some(Self::ByHand),
        }
    }
}

/// Reads what [`WHOLE`] answers.
pub(crate) fn read(world: &Inner, row: &Row<'_>) -> Result<Whole, Fault> {
    let damaged =
        || Fault::Row("a row of `member_row` can't be read; restore it from a backup".to_owned());
    let member = id16(row.bytes(0)?).ok_or_else(damaged)?;
    let erase_key = row.bytes(1)?.to_vec();
    let month = row.int(2)?;
    let act = id16(row.bytes(3)?).ok_or_else(damaged)?;
    let key = world.keys.member(&member, month, &erase_key)?;
    let place = row_key(&member, &act);
    let open = |column, sealed: &[u8]| key.own().open(spot(column, &place), sealed);
    let name = Name::decode(&open(NAME, row.bytes(13)?)?).map_err(|_| damaged())?;
    let phones = decode_phones(&open(PHONES, row.bytes(14)?)?).map_err(|_| damaged())?;
    let rest = Rest::decode(&open(REST, row.bytes(15)?)?)?;
    let mut open_row = RollRow::new(rest.external_id, name);
    open_row.phones = phones;
    open_row.email = rest.email;
    open_row.birth_date = rest.birth_date;
    open_row.address = rest.address;
    open_row.branch = BranchName::parse(row.text(4)?).ok();
    open_row.kind = MemberKind::parse(row.text(5)?).ok();
    open_row.joined_year = row.opt_int(6)?.and_then(|year| i16::try_from(year).ok());
    open_row.ends_on = day(row.text(7)?);
    open_row.do_not_call = row.int(8)? != 0;
    open_row.deceased = row.int(9)? != 0;
    open_row.language = Tongue::from_code(row.text(17)?);
    open_row.area = AreaName::parse(row.text(18)?).ok();
    open_row.tags = Tags::parse(row.text(19)?).unwrap_or_default();
    Ok(Whole {
        member: MemberId::from_bytes(member),
        act,
        row: open_row,
        lasts: Lasts::decode(row.bytes(11)?).map_err(|_| damaged())?,
        digest: row.bytes(10)?.to_vec(),
        parts: Parts::from_bits(u32::try_from(row.int(12)?).unwrap_or(0)),
        ended: Why::from_code(row.opt_text(16)?.unwrap_or_default()),
        key,
        month,
        erase_key,
    })
}

/// A day as it stands in a column: ISO 8601, or nothing.
pub(crate) fn day(text: &str) -> Option<Day> {
    Day::parse(text, Region::GB).ok()
}

/// The short keyed hash of one part, under the member's own key: forgotten with the member.
pub(crate) fn part_hash(key: &MemberKey, part: Part, bytes: &[u8]) -> PartHash {
    let mut labelled = Vec::with_capacity(bytes.len() + 16);
    labelled.extend_from_slice(part.word().as_bytes());
    labelled.push(0);
    labelled.extend_from_slice(bytes);
    let full = key.digest(&labelled);
    full.first_chunk::<8>().copied().unwrap_or_default()
}

/// A version about to be written.
pub(crate) struct Version<'a> {
    /// The act under whose id it stands.
    pub(crate) act: [u8; 16],
    pub(crate) member: [u8; 16],
    pub(crate) key: &'a MemberKey,
    pub(crate) row: &'a RollRow,
    pub(crate) digest: &'a [u8],
    pub(crate) lasts: &'a Lasts,
    /// The parts that it changes.
    pub(crate) parts: Parts,
    pub(crate) today: Day,
}

/// Seals a version; answers its columns, and by what else the member is found.
pub(crate) fn version(
    world: &Inner,
    new: &Version<'_>,
) -> Result<(Vec<Value>, Vec<Lookup>), Fault> {
    let (row, member) = (new.row, new.member);
    let (numbers, found) = callable(world, row, member)?;
    let place = row_key(&member, &new.act);
    let text = |label: Option<&str>| Value::Text(label.unwrap_or_default().to_owned());
    let seal = |column, plain: &[u8]| new.key.own().seal(spot(column, &place), plain);
    let values = vec![
        Value::Int(bucket_of(&member)),
        Value::Bytes(member.to_vec()),
        Value::Bytes(new.act.to_vec()),
        text(row.branch.as_ref().map(BranchName::as_str)),
        text(row.kind.as_ref().map(MemberKind::as_str)),
        row.joined_year
            .map_or(Value::Null, |year| Value::Int(i64::from(year))),
        Value::Text(row.ends_on.map(|day| day.to_string()).unwrap_or_default()),
        Value::Text(row.age_band(new.today).as_str().to_owned()),
        Value::Int(i64::from(row.do_not_call)),
        Value::Int(i64::from(row.deceased)),
        Value::Bytes(new.digest.to_vec()),
        Value::Bytes(new.lasts.encode()),
        Value::Int(i64::from(new.parts.bits())),
        Value::Bytes(numbers),
        Value::Bytes(seal(NAME, &row.name.encode())?),
        Value::Bytes(seal(PHONES, &encode_phones(&row.phones))?),
        Value::Bytes(seal(REST, &Rest::of(row).encode())?),
        text(row.language.map(Tongue::code)),
        text(row.area.as_ref().map(AreaName::as_str)),
        Value::Text(row.tags.text()),
    ];
    Ok((values, found))
}

/// For each number 16 bytes of blind index and 16 of never-again hash; and the lookups of numbers and address.
fn callable(
    world: &Inner,
    row: &RollRow,
    member: [u8; 16],
) -> Result<(Vec<u8>, Vec<Lookup>), Fault> {
    let blind = &world.keys.current()?.blind;
    let mut found = Vec::with_capacity(row.phones.len() + 1);
    let mut numbers = Vec::with_capacity(row.phones.len() * 32);
    for phone in &row.phones {
        let of_number = blind.short("number", phone.index_key().as_bytes());
        let never = never_number(world, phone.index_key());
        if !numbers
            .chunks_exact(32)
            .any(|pair: &[u8]| pair.starts_with(&of_number))
        {
            found.push(Lookup::new(What::Number, of_number, member));
        }
        numbers.extend_from_slice(&of_number);
        numbers.extend_from_slice(&never);
    }
    if let Some(email) = &row.email {
        let of_email = blind.short("email", email.index_key().as_bytes());
        found.push(Lookup::new(What::Email, of_email, member));
    }
    if let Some(home) = row.address.as_ref().and_then(Address::home_key) {
        let of_home = blind.short(What::Address.text(), home.as_bytes());
        found.push(Lookup::new(What::Address, of_home, member));
    }
    Ok((numbers, found))
}

/// The never-again hash of a number, in its E.164 digits.
pub(crate) fn never_number(world: &Inner, index_key: &str) -> [u8; 16] {
    world.keys.never.short("number", index_key.as_bytes())
}

/// What is sealed together in `rest_sealed`: membership number, e-mail, birth date and address.
pub(crate) struct Rest {
    pub(crate) external_id: ExternalId,
    pub(crate) email: Option<Email>,
    pub(crate) birth_date: Option<BirthDate>,
    pub(crate) address: Option<Address>,
}
says_only_its_name!(Rest);

impl Rest {
    fn of(row: &RollRow) -> Self {
        Self {
            external_id: row.external_id.clone(),
            email: row.email.clone(),
            birth_date: row.birth_date,
            address: row.address.clone(),
        }
    }

    /// A version byte, then each with its length before it.
    fn encode(&self) -> Vec<u8> {
        let birth = self.birth_date.map(|birth| birth.day().to_string());
        let address = self.address.as_ref().map(Address::encode);
        let parts = [
            self.external_id.as_str().as_bytes(),
            self.email
                .as_ref()
                .map(Email::as_str)
                .unwrap_or_default()
                .as_bytes(),
            birth.as_deref().unwrap_or_default().as_bytes(),
            address.as_deref().unwrap_or_default(),
        ];
        let mut out = vec![1];
        for part in parts {
            out.extend_from_slice(&u32::try_from(part.len()).unwrap_or(0).to_be_bytes());
            out.extend_from_slice(part);
        }
        out
    }

    /// Reads what [`Rest::encode`] wrote.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, SealError> {
        let Some((1, mut rest)) = bytes.split_first() else {
            return Err(SealError::Short);
        };
        let mut next = || -> Result<&[u8], SealError> {
            let (head, tail) = rest.split_first_chunk::<4>().ok_or(SealError::Short)?;
            let len = usize::try_from(u32::from_be_bytes(*head)).map_err(|_| SealError::Short)?;
            let (part, after) = tail.split_at_checked(len).ok_or(SealError::Short)?;
            rest = after;
            Ok(part)
        };
        let (number, email, birth, address) = (next()?, next()?, next()?, next()?);
        let text = |bytes| std::str::from_utf8(bytes).map_err(|_| SealError::Short);
        Ok(Self {
            external_id: ExternalId::parse(text(number)?).map_err(|_| SealError::Short)?,
            email: Email::parse(text(email)?).ok(),
            birth_date: day(text(birth)?).and_then(|day| BirthDate::from_day(day).ok()),
            address: match address {
                [] => None,
                some => Some(Address::decode(some).map_err(|_| SealError::Short)?),
            },
        })
    }
}
