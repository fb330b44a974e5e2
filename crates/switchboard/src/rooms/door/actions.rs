//! Coming and going.

use switchboard_store::door::{
    self, AddedKey, AddedPasskey, AskedCode, Begun, Checked, Connectable, Connected, Created,
    Device, DeviceWay, Disconnected, Ended, Errand, InByIdentity, IssuerKeys, Left, NewKey,
    NewPassword, OwnIdentity, OwnKey, OwnPasskey, OwnSession, RemovedPasskey, Returned, Sent,
    SetUp, Shown, ShownKey, SignedIn, Told,
};
use switchboard_store::rules::device_key::Pin;
use switchboard_store::rules::ids::{DeviceKeyId, PasskeyId, SessionId};
use switchboard_store::rules::oidc::{Flaw, Trusted};
use switchboard_store::rules::passkey::Site;
use switchboard_store::rules::policy::{Opened, Reason};
use switchboard_store::{Auth, Fault, Tx, Verdict, World, WorldKind};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// Signs in with a typed code; none when nobody has it.
pub async fn sign_in(ctx: &Ctx, code: String, device: Device) -> Result<Option<SignedIn>, Problem> {
    let opened = match ctx.app.world.meta().kind {
        WorldKind::Demo | WorldKind::Decoy | WorldKind::Practice => Opened::Demo,
        WorldKind::Live => Opened::Code,
    };
    let done = ctx
        .app
        .world
        .write("sign-in", Auth::Job("door"), ctx.now, move |tx| {
            let verdict = door::sign_in(tx, &code, opened)?;
            noted(tx, verdict, &device)
        })
        .await
        .map_err(|fault| ctx.problem(fault))?;
    match done.verdict {
        Verdict::Given(signed_in) => Ok(Some(signed_in)),
        Verdict::Refused(refusal) if refusal.reason == Reason::SignedOut => Ok(None),
        Verdict::Refused(refusal) => Err(ctx.problem(What::Refused(refusal))),
    }
}

/// Notes in which browser somebody has just signed in, in the same transaction.
fn noted(
    tx: &mut Tx<'_, '_>,
    verdict: Verdict<SignedIn>,
    device: &Device,
) -> Result<Verdict<SignedIn>, Fault> {
    if let Verdict::Given(signed_in) = &verdict {
        door::seen_in(tx, signed_in, device)?;
    }
    Ok(verdict)
}

/// Signs in with a passkey; none where what the browser sent proves nothing.
pub async fn sign_in_with_passkey(
    ctx: &Ctx,
    site: Site,
    shown: Shown,
    device: Device,
) -> Result<Option<SignedIn>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| {
        let verdict = door::sign_in_with_passkey(tx, &site, &shown)?;
        noted(tx, verdict, &device)
    };
    let done = ctx
        .app
        .world
        .write("sign-in-passkey", Auth::Job("door"), ctx.now, act)
        .await
        .map_err(|fault| ctx.problem(fault))?;
    match done.verdict {
        Verdict::Given(signed_in) => Ok(Some(signed_in)),
        Verdict::Refused(_) => Ok(None),
    }
}

/// A challenge for whoever wants to sign in with a passkey.
pub fn passkey_challenge(ctx: &Ctx) -> Result<String, Problem> {
    let made = ctx.app.world.passkey_challenge(ctx.now);
    made.map_err(|fault| ctx.problem(fault))
}

/// What a browser needs to make a passkey.
pub async fn begin_passkey(ctx: &Ctx) -> Result<Begun, Problem> {
    ctx.act("passkey-begin", door::begin_passkey)
        .await
        .map(|(begun, _)| begun)
}

/// Adds a passkey that the browser made.
pub async fn add_passkey(
    ctx: &Ctx,
    site: Site,
    created: Created,
    called: String,
) -> Result<AddedPasskey, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::add_passkey(tx, &site, &created, &called);
    ctx.act("passkey-add", act).await.map(|(added, _)| added)
}

/// The passkeys of whoever asks.
pub async fn passkeys(ctx: &Ctx) -> Result<Vec<OwnPasskey>, Problem> {
    ctx.act("passkeys", door::own_passkeys)
        .await
        .map(|(found, _)| found)
}

/// Removes one of them.
pub async fn remove_passkey(ctx: &Ctx, id: PasskeyId) -> Result<RemovedPasskey, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::remove_passkey(tx, id);
    ctx.act("passkey-remove", act)
        .await
        .map(|(removed, _)| removed)
}

/// Ends the session behind the request, if there is one.
pub async fn sign_out(ctx: &Ctx) -> Result<(), Problem> {
    let Some(key) = ctx.key else {
        return Ok(());
    };
    ctx.act("sign-out", move |tx| door::sign_out(tx, key))
        .await
        .map(|_| ())
}

/// Whether anybody keeps the roll.
pub async fn has_officer(ctx: &Ctx) -> Result<bool, Problem> {
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    ctx.blocking(move || door::has_officer(&world, now)).await
}

/// Hashes on a thread that may wait, when it is its turn.
async fn hashing<T: Send + 'static>(
    ctx: &Ctx,
    work: impl FnOnce(&World) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Problem> {
    let _turn = ctx
        .app
        .guard
        .turn(ctx.now)
        .await
        .map_err(|again| ctx.problem(What::TooMany(again)))?;
    let world = ctx.app.world.clone();
    ctx.blocking(move || work(&world)).await
}

/// What somebody types who holds an office.
pub struct Typed {
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: String,
    /// The number in their app.
    pub number: String,
}

/// Signs in with an address, a password and a number; none when they don't belong together.
pub async fn sign_in_with_password(
    ctx: &Ctx,
    typed: Typed,
    device: Device,
) -> Result<Option<SignedIn>, Problem> {
    let Typed {
        email,
        password,
        number,
    } = typed;
    let checked = hashing(ctx, move |world| world.check_password(&email, &password)).await?;
    let act = move |tx: &mut Tx<'_, '_>| {
        let verdict = door::sign_in_with_password(tx, &checked, &number)?;
        noted(tx, verdict, &device)
    };
    let done = ctx
        .app
        .world
        .write("sign-in-password", Auth::Job("door"), ctx.now, act)
        .await
        .map_err(|fault| ctx.problem(fault))?;
    match done.verdict {
        Verdict::Given(signed_in) => Ok(Some(signed_in)),
        Verdict::Refused(_) => Ok(None),
    }
}

/// Where whoever asks stands on the way to a password and an app.
pub async fn set_up(ctx: &Ctx) -> Result<SetUp, Problem> {
    ctx.act("set-up", door::set_up)
        .await
        .map(|(found, _)| found)
}

/// Keeps a first password until the app has given its first number.
pub async fn set_password(ctx: &Ctx, new: NewPassword) -> Result<(), Problem> {
    let hashed = hashing(ctx, move |world| world.hash(&new)).await?;
    let act = move |tx: &mut Tx<'_, '_>| door::set_password(tx, &hashed);
    ctx.act("set-password", act).await.map(|_| ())
}

/// Puts password and app in force; none when the number was wrong.
pub async fn confirm_app(ctx: &Ctx, number: String) -> Result<Option<SignedIn>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::confirm_app(tx, &number);
    ctx.act("confirm-app", act).await.map(|(done, _)| done)
}

async fn own_password(ctx: &Ctx, old: String) -> Result<Checked, Problem> {
    let account = ctx.account()?;
    hashing(ctx, move |world| world.check_own_password(account, &old)).await
}

/// Shows again who one is, in a session that takes the old one's place; none when the password or the number was wrong.
pub async fn show_again(
    ctx: &Ctx,
    password: String,
    number: String,
) -> Result<Option<SignedIn>, Problem> {
    let checked = own_password(ctx, password).await?;
    let act = move |tx: &mut Tx<'_, '_>| door::show_again(tx, &checked, &number);
    ctx.act("show-again", act).await.map(|(done, _)| done)
}

/// The same with a passkey; none where what the browser sent proves nothing.
pub async fn show_again_with_passkey(
    ctx: &Ctx,
    site: Site,
    shown: Shown,
) -> Result<Option<SignedIn>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::show_again_with_passkey(tx, &site, &shown);
    ctx.act("show-again", act).await.map(|(done, _)| done)
}

/// Changes the password; none when the old one or the number was wrong.
pub async fn change_password(
    ctx: &Ctx,
    old: String,
    number: String,
    new: NewPassword,
) -> Result<Option<SignedIn>, Problem> {
    let old = own_password(ctx, old).await?;
    let hashed = hashing(ctx, move |world| world.hash(&new)).await?;
    let act = move |tx: &mut Tx<'_, '_>| door::change_password(tx, &old, &number, &hashed);
    ctx.act("change-password", act).await.map(|(done, _)| done)
}

/// Begins with a new app; false when the password or the number was wrong.
pub async fn renew_app(ctx: &Ctx, old: String, number: String) -> Result<bool, Problem> {
    let old = own_password(ctx, old).await?;
    let act = move |tx: &mut Tx<'_, '_>| door::renew_app(tx, &old, &number);
    ctx.act("renew-app", act).await.map(|(done, _)| done)
}

/// The sessions and the device keys of whoever asks.
pub async fn sessions(ctx: &Ctx) -> Result<(Vec<OwnSession>, Vec<OwnKey>), Problem> {
    let act = |tx: &mut Tx<'_, '_>| {
        let sessions = match door::own_sessions(tx)? {
            Verdict::Given(sessions) => sessions,
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        };
        Ok(match door::own_device_keys(tx)? {
            Verdict::Given(keys) => Verdict::Given((sessions, keys)),
            // A program's token has none to see.
            Verdict::Refused(_) => Verdict::Given((sessions, Vec::new())),
        })
    };
    ctx.act("sessions", act).await.map(|(found, _)| found)
}

/// A challenge for whoever wants to sign in with a device key.
pub fn device_challenge(ctx: &Ctx) -> Result<String, Problem> {
    let made = ctx.app.world.device_challenge(ctx.now);
    made.map_err(|fault| ctx.problem(fault))
}

/// Signs in with a device key and its PIN; none where they let nobody in.
pub async fn sign_in_with_device_key(
    ctx: &Ctx,
    site: Site,
    shown: ShownKey,
    pin: String,
    device: &Device,
) -> Result<Option<SignedIn>, Problem> {
    let (now, device) = (ctx.now, device.clone());
    let (site, shown, checked) = hashing(ctx, move |world| {
        let checked = world.check_pin(&site, &shown, &pin, now)?;
        Ok((site, shown, checked))
    })
    .await?;
    let act = move |tx: &mut Tx<'_, '_>| {
        let verdict = door::sign_in_with_device_key(tx, &site, &shown, &checked)?;
        noted(tx, verdict, &device)
    };
    let done = ctx
        .app
        .world
        .write("sign-in-device", Auth::Job("door"), ctx.now, act)
        .await
        .map_err(|fault| ctx.problem(fault))?;
    match done.verdict {
        Verdict::Given(signed_in) => Ok(Some(signed_in)),
        Verdict::Refused(_) => Ok(None),
    }
}

/// What is known of whoever is about to add a device key.
pub async fn device_way(ctx: &Ctx) -> Result<DeviceWay, Problem> {
    ctx.act("device-way", door::device_way)
        .await
        .map(|(way, _)| way)
}

/// Mails the code that shows that the address is theirs.
pub async fn ask_device_code(ctx: &Ctx) -> Result<AskedCode, Problem> {
    ctx.act("device-code", door::ask_device_code)
        .await
        .map(|(asked, _)| asked)
}

/// A challenge for a new device key.
pub async fn begin_device_key(ctx: &Ctx) -> Result<String, Problem> {
    ctx.act("device-begin", door::begin_device_key)
        .await
        .map(|(challenge, _)| challenge)
}

/// What somebody types and their browser adds for a new device key.
pub struct NewDevice {
    /// The key, and what it signed.
    pub shown: ShownKey,
    /// The key that the browser had before, or nothing.
    pub before: String,
    /// The mailed code.
    pub code: String,
    /// The PIN.
    pub pin: Pin,
}

/// Adds a device key that the browser made.
pub async fn add_device_key(ctx: &Ctx, site: Site, new: NewDevice) -> Result<AddedKey, Problem> {
    let (new, pin) = hashing(ctx, move |world| {
        let pin = world.hash_pin(&new.shown, &new.pin)?;
        Ok((new, pin))
    })
    .await?;
    let Ok(new) = NewKey::new(new.shown, &new.before, new.code, pin) else {
        return Ok(AddedKey::NotTaken);
    };
    let act = move |tx: &mut Tx<'_, '_>| door::add_device_key(tx, &site, &new);
    ctx.act("device-add", act).await.map(|(added, _)| added)
}

/// Removes one of one's own device keys.
pub async fn remove_device_key(ctx: &Ctx, id: DeviceKeyId) -> Result<(), Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::remove_device_key(tx, id);
    ctx.act("device-remove", act).await.map(|_| ())
}

/// Ends one of them.
pub async fn end_session(ctx: &Ctx, id: SessionId) -> Result<Ended, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::end_session(tx, id);
    ctx.act("session-end", act).await.map(|(ended, _)| ended)
}

/// Ends all but the one that asks; answers how many.
pub async fn end_other_sessions(ctx: &Ctx) -> Result<u64, Problem> {
    ctx.act("session-end-others", door::end_other_sessions)
        .await
        .map(|(ended, _)| ended)
}

/// What a browser is sent with to the organisation's own sign-in. Nothing of it is kept.
pub fn send_for_identity(ctx: &Ctx, errand: Errand, to: &str) -> Result<Sent, Problem> {
    let sent = ctx
        .app
        .world
        .send_for_identity(errand, ctx.key, to, ctx.now);
    sent.map_err(|fault| ctx.problem(fault))
}

/// Whether what came back belongs to this browser and its session; none if not.
pub fn come_back(ctx: &Ctx, kept: &str, state: &str) -> Option<Returned> {
    ctx.app.world.come_back(kept, state, ctx.key, ctx.now).ok()
}

/// What the provider wants to see for the code.
pub fn verifier(ctx: &Ctx, returned: &Returned) -> String {
    returned.verifier(&ctx.app.world)
}

/// Uses up the one turn at changing a code for a token; false where it was used before.
pub async fn take_identity_turn(ctx: &Ctx, returned: &Returned) -> Result<bool, Problem> {
    let returned = returned.clone();
    let act = move |tx: &mut Tx<'_, '_>| door::take_identity_turn(tx, &returned);
    ctx.act_as("identity-turn", Auth::Job("door"), act)
        .await
        .map(|(is_first, _)| is_first)
}

/// What an ID token tells, if it answers what was asked.
pub fn check_id_token(
    ctx: &Ctx,
    keys: &IssuerKeys,
    trusted: &Trusted,
    token: &str,
    returned: &Returned,
) -> Result<Told, Flaw> {
    ctx.app
        .world
        .check_id_token(keys, trusted, token, returned, ctx.now)
}

/// Who left, if a logout token says so.
pub fn check_logout_token(
    ctx: &Ctx,
    keys: &IssuerKeys,
    trusted: &Trusted,
    token: &str,
) -> Result<Left, Flaw> {
    ctx.app
        .world
        .check_logout_token(keys, trusted, token, ctx.now)
}

/// Signs in whoever the organisation's own sign-in told of.
pub async fn sign_in_with_identity(
    ctx: &Ctx,
    returned: Returned,
    told: Told,
    device: Device,
) -> Result<InByIdentity, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| {
        let verdict = door::sign_in_with_identity(tx, &returned, &told)?;
        if let Verdict::Given(InByIdentity::In(signed_in)) = &verdict {
            door::seen_in(tx, signed_in, &device)?;
        }
        Ok(verdict)
    };
    ctx.act_as("sign-in-identity", Auth::Job("door"), act)
        .await
        .map(|(done, _)| done)
}

/// Shows again who one is, by the organisation's own sign-in; none where it told of somebody else, or too little.
pub async fn show_again_with_identity(
    ctx: &Ctx,
    returned: Returned,
    told: Told,
) -> Result<Option<SignedIn>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::show_again_with_identity(tx, &returned, &told);
    ctx.act("show-again", act).await.map(|(done, _)| done)
}

/// Whether whoever asks may be sent to connect their account.
pub async fn begin_identity(ctx: &Ctx) -> Result<Connectable, Problem> {
    ctx.act("identity-begin", door::begin_identity)
        .await
        .map(|(begun, _)| begun)
}

/// Connects the account of whoever asks with what was told.
pub async fn connect_identity(
    ctx: &Ctx,
    returned: Returned,
    told: Told,
) -> Result<Connected, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::connect_identity(tx, &returned, &told);
    ctx.act("identity-connect", act).await.map(|(done, _)| done)
}

/// What connects the account of whoever asks.
pub async fn own_identity(ctx: &Ctx) -> Result<Option<OwnIdentity>, Problem> {
    ctx.act("identity", door::own_identity)
        .await
        .map(|(found, _)| found)
}

/// Disconnects it.
pub async fn disconnect_identity(ctx: &Ctx) -> Result<Disconnected, Problem> {
    ctx.act("identity-disconnect", door::disconnect_identity)
        .await
        .map(|(done, _)| done)
}

/// Ends what the organisation's own sign-in opened for whoever left there; none where the news was heard before.
pub async fn end_by_provider(ctx: &Ctx, left: Left) -> Result<Option<u64>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::end_by_provider(tx, &left);
    ctx.act_as("identity-leave", Auth::Job("door"), act)
        .await
        .map(|(ended, _)| ended)
}
