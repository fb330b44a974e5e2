//! The keys of a world: files beside the data, never in it, never packed with it in a backup.
//!
//! | file | seals or signs | lives |
//! |---|---|---|
//! | `month-YYYYMM.key` | wraps members' erase keys and campaigns' keys; blind indexes | until destroyed (forgetting); a second one of a month is `month-YYYYMM-2.key` |
//! | `never-again.key` | hashes of objections and do-not-call | as long as the organisation |
//! | `log-seal.key` | the act parts of ledger entries | as long as the log |
//! | `log-sign.key` | checkpoints (Ed25519), a key for each name of the log | as long as the log |
//! | `account.key` | labels of accounts, codes, rejected rows | as long as the world |

mod months;

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use switchboard_ledger::note::{NoteSigner, NoteVerifier, SignError};
use switchboard_rules::forgetting::KeyMonth;
use zeroize::Zeroizing;

use crate::fault::Fault;
use crate::seal::{KeyedHash, SealError, SealKey, Secret, Spot, fresh, hex};
use crate::walls::Wrapped;

/// Why keys could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(
        "the key file `{file}` can't be read ({why}): put it back from the place where keys are kept"
    )]
    Read {
        file: String,
        why: std::io::ErrorKind,
    },
    #[error(
        "the key file `{file}` is not 64 hexadecimal digits: put it back from the place where keys are kept"
    )]
    Shape { file: String },
    #[error("keys exist already in `{dir}`: choose an empty directory")]
    Exists { dir: String },
    #[error("no month key in `{dir}`: put the directory of keys back")]
    NoMonth { dir: String },
    #[error("{month} is no month of a key: restore the database from a backup")]
    Month { month: i64 },
    #[error(
        "`month-{month}.key` in `{dir}` is not the key with which this world was sealed: put the right directory of keys back"
    )]
    OtherKey { month: String, dir: String },
    #[error(transparent)]
    Seal(#[from] SealError),
}

pub(crate) use months::{MonthKey, Months};

/// All keys of one world, open in memory.
pub struct Keys {
    pub(crate) months: Months,
    pub(crate) never: KeyedHash,
    pub(crate) log_seal: SealKey,
    pub(crate) log_salt: KeyedHash,
    pub(crate) account: SealKey,
    pub(crate) door: KeyedHash,
    /// From which the signing key of each name of the log is made.
    sign_root: KeyedHash,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys")
            .field("month", &self.month())
            .finish_non_exhaustive()
    }
}

/// The keys that live as long as the world or longer.
pub const LONG_LIVED: [&str; 4] = [
    "never-again.key",
    "log-seal.key",
    "log-sign.key",
    "account.key",
];

impl Keys {
    /// Makes the keys of a new world in `dir` (made with mode 0700), with `month`'s as the first month key.
    pub fn create(dir: &Path, month: KeyMonth) -> Result<Self, KeyError> {
        if dir.exists() && fs::read_dir(dir).is_ok_and(|mut all| all.next().is_some()) {
            return Err(KeyError::Exists {
                dir: dir.display().to_string(),
            });
        }
        make_private_dir(dir)?;
        for file in LONG_LIVED {
            write_key(&dir.join(file))?;
        }
        write_key(&dir.join(format!("month-{month}.key")))?;
        months::sync_dir(dir)?;
        Self::open(dir)
    }

    /// Opens every key in `dir`.
    pub fn open(dir: &Path) -> Result<Self, KeyError> {
        let months = Months::read(dir)?;
        let log = read_key(&dir.join("log-seal.key"))?;
        let account = read_key(&dir.join("account.key"))?;
        let log_root = KeyedHash::new(log.as_slice())?;
        let account_root = KeyedHash::new(account.as_slice())?;
        let seed = read_key(&dir.join("log-sign.key"))?;
        Ok(Self {
            months,
            never: KeyedHash::new(read_key(&dir.join("never-again.key"))?.as_slice())?,
            log_seal: SealKey::new(&log_root.full("seal", b""))?,
            log_salt: KeyedHash::new(&log_root.full("salt", b""))?,
            account: SealKey::new(&account_root.full("seal", b""))?,
            door: KeyedHash::new(&account_root.full("door", b""))?,
            sign_root: KeyedHash::new(seed.as_slice())?,
        })
    }

    /// The month whose key wraps what is written now, as this process knows it. Only an import may go by it, for none runs
    /// while keys are changed; everybody else asks [`crate::blinds`] in the act itself.
    pub(crate) fn month(&self) -> i64 {
        self.months.current()
    }

    /// The key of that month; the same holds.
    pub(crate) fn current(&self) -> Result<MonthKey, SealError> {
        self.months.get(self.month()).map(|key| (*key).clone())
    }

    /// A new member's erase key and its wrapping by the key of [`Keys::month`].
    pub(crate) fn new_member(&self, member: &[u8]) -> Result<(MemberKey, Vec<u8>), SealError> {
        self.new_member_in(self.month(), member)
    }

    /// A new member's erase key and its wrapping by the key of `month`.
    pub(crate) fn new_member_in(
        &self,
        month: i64,
        member: &[u8],
    ) -> Result<(MemberKey, Vec<u8>), SealError> {
        let secret: Secret = Zeroizing::new(fresh()?);
        let wrapped = self.wrap(month, erase_spot(member), &secret)?;
        Ok((MemberKey::from_secret(&secret)?, wrapped))
    }

    /// Unwraps a member's erase key. Fails for ever once the month key is destroyed.
    pub(crate) fn member(
        &self,
        member: &[u8],
        month: i64,
        wrapped: &[u8],
    ) -> Result<MemberKey, SealError> {
        MemberKey::from_secret(&self.unwrap(month, erase_spot(member), wrapped)?)
    }

    /// The same erase key, wrapped by the key of the month `to`.
    pub(crate) fn wrap_anew(
        &self,
        member: &[u8],
        month: i64,
        wrapped: &[u8],
        to: i64,
    ) -> Result<Vec<u8>, SealError> {
        let spot = erase_spot(member);
        self.wrap(to, spot, &self.unwrap(month, spot, wrapped)?)
    }

    /// A new campaign's key, wrapped by the key of `month`.
    pub(crate) fn new_campaign(&self, month: i64, campaign: &[u8]) -> Result<Vec<u8>, SealError> {
        let secret: Secret = Zeroizing::new(fresh()?);
        self.wrap(month, campaign_spot(campaign), &secret)
    }

    /// Unwraps a campaign's key. Fails for ever once it is shredded, or the month key is destroyed.
    pub(crate) fn campaign(
        &self,
        campaign: &[u8; 16],
        wrapped: &Wrapped,
    ) -> Result<CampaignKey, SealError> {
        let secret = self.unwrap(wrapped.month, campaign_spot(campaign), &wrapped.sealed)?;
        Ok(CampaignKey {
            campaign: *campaign,
            secret,
        })
    }

    /// The same campaign's key, wrapped by the key of the month `to`.
    pub(crate) fn wrap_campaign_anew(
        &self,
        campaign: &[u8; 16],
        wrapped: &Wrapped,
        to: i64,
    ) -> Result<Vec<u8>, SealError> {
        let key = self.campaign(campaign, wrapped)?;
        self.wrap(to, campaign_spot(campaign), &key.secret)
    }

    fn wrap(&self, month: i64, spot: Spot<'_>, secret: &Secret) -> Result<Vec<u8>, SealError> {
        self.months.get(month)?.wrap.seal(spot, secret.as_slice())
    }

    fn unwrap(&self, month: i64, spot: Spot<'_>, wrapped: &[u8]) -> Result<Secret, SealError> {
        let opened = self.months.get(month)?.wrap.open(spot, wrapped)?;
        let mut secret: Secret = Zeroizing::new([0; 32]);
        if opened.len() != secret.len() {
            return Err(SealError::Short);
        }
        for (to, from) in secret.iter_mut().zip(opened.iter()) {
            *to = *from;
        }
        Ok(secret)
    }

    /// The key that signs the log of this name. A log that goes on under another name, as after a restore, signs with another
    /// key: a key belongs to one name (C2SP signed-note), and whoever keeps both names tells them apart by it.
    fn signing(&self, origin: &str) -> Result<Ed25519KeyPair, SealError> {
        let seed = self.sign_root.full("sign", origin.as_bytes());
        Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| SealError::Refused)
    }

    /// The public half of the key that signs the log of this name.
    pub(crate) fn log_public(&self, origin: &str) -> Result<[u8; 32], SealError> {
        let pair = self.signing(origin)?;
        pair.public_key()
            .as_ref()
            .try_into()
            .map_err(|_| SealError::Refused)
    }
}

/// Everything about one member is sealed under this; what a campaign writes, under a key derived for it.
pub(crate) struct MemberKey {
    seal: SealKey,
    derive: KeyedHash,
}

impl MemberKey {
    fn from_secret(secret: &Secret) -> Result<Self, SealError> {
        Ok(Self {
            seal: SealKey::new(secret)?,
            derive: KeyedHash::new(secret.as_slice())?,
        })
    }

    pub(crate) fn own(&self) -> &SealKey {
        &self.seal
    }

    /// Tells a changed row from an unchanged one, under the member's own key: forgotten with the member.
    pub(crate) fn digest(&self, canonical: &[u8]) -> [u8; 32] {
        self.derive.full("digest", canonical)
    }

    /// The key under which a campaign writes about this member; a row read with a wrong campaign fails to open, and so does
    /// every row once the campaign's key is shredded or the member is forgotten.
    pub(crate) fn campaign(&self, campaign: &CampaignKey) -> Result<SealKey, SealError> {
        let both = [campaign.campaign.as_slice(), campaign.secret.as_slice()];
        let both = Zeroizing::new(both.concat());
        SealKey::new(&self.derive.full("campaign", &both))
    }
}

/// What a campaign writes is sealed under this and the member's key together.
pub(crate) struct CampaignKey {
    campaign: [u8; 16],
    secret: Secret,
}

impl CampaignKey {
    /// The key under which a campaign keeps what is of no one member, as which answer a bank rings; it goes with the campaign's key.
    pub(crate) fn own(&self) -> Result<SealKey, SealError> {
        let derive = KeyedHash::new(self.secret.as_slice())?;
        SealKey::new(&derive.full("own", &self.campaign))
    }

    /// The blind by which a question of the campaign's book stands there that asks for an answer; it goes with the campaign's key.
    ///
    /// # Errors
    /// Where the key has no use as one.
    pub(crate) fn asked(&self, what: &[u8]) -> Result<[u8; 16], SealError> {
        let derive = KeyedHash::new(self.secret.as_slice())?;
        let both = [self.campaign.as_slice(), what].concat();
        Ok(derive.short("asked", &both))
    }
}

/// Signs checkpoints under the log's name.
pub(crate) struct LogSigner {
    pair: Ed25519KeyPair,
    name: String,
    id: u32,
}

impl Keys {
    /// The signer of checkpoints of the log called `origin`.
    pub(crate) fn signer(&self, origin: &str) -> Result<LogSigner, Fault> {
        Ok(LogSigner {
            pair: self.signing(origin)?,
            name: origin.to_owned(),
            id: self.log_key_id(origin)?,
        })
    }

    /// What checks this log's signatures.
    pub(crate) fn verifier(&self, origin: &str) -> Result<LogVerifier, Fault> {
        Ok(LogVerifier {
            name: origin.to_owned(),
            id: self.log_key_id(origin)?,
            public: self.log_public(origin)?.to_vec(),
        })
    }
}

impl NoteSigner for LogSigner {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        Ok(self.pair.sign(message).as_ref().to_vec())
    }
}

/// Checks a log's signature with this server's provider.
pub(crate) struct LogVerifier {
    name: String,
    id: u32,
    public: Vec<u8>,
}

impl NoteVerifier for LogVerifier {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        aws_lc_rs::signature::UnparsedPublicKey::new(&aws_lc_rs::signature::ED25519, &self.public)
            .verify(message, signature)
            .is_ok()
    }
}

fn erase_spot(member: &[u8]) -> Spot<'_> {
    Spot {
        table: "member",
        column: "erase_key",
        row: member,
    }
}

fn campaign_spot(campaign: &[u8]) -> Spot<'_> {
    Spot {
        table: "campaign_key",
        column: "key_sealed",
        row: campaign,
    }
}

fn make_private_dir(dir: &Path) -> Result<(), KeyError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|e| unreadable(dir, &e))
}

fn write_key(path: &Path) -> Result<(), KeyError> {
    let secret: Secret = Zeroizing::new(fresh()?);
    let mut text = Zeroizing::new(hex(secret.as_slice()));
    text.push('\n');
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|e| unreadable(path, &e))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|e| unreadable(path, &e))
}

fn read_key(path: &Path) -> Result<Secret, KeyError> {
    let mut text = Zeroizing::new(String::new());
    File::open(path)
        .and_then(|file| file.take(4096).read_to_string(&mut text))
        .map_err(|e| unreadable(path, &e))?;
    let bad = || KeyError::Shape {
        file: path.display().to_string(),
    };
    let digits = text.trim();
    if digits.len() != 64 || !digits.is_ascii() {
        return Err(bad());
    }
    let mut secret: Secret = Zeroizing::new([0; 32]);
    for (at, byte) in secret.iter_mut().enumerate() {
        let pair = digits.get(at * 2..at * 2 + 2).ok_or_else(bad)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| bad())?;
    }
    Ok(secret)
}

fn unreadable(path: &Path, error: &std::io::Error) -> KeyError {
    KeyError::Read {
        file: path.display().to_string(),
        why: error.kind(),
    }
}
