//! Letters: the queue's way out over a mail server.

/// An address with or without a name before it, as in `Members <members@example.org>`.
pub(crate) fn mailbox(text: &str) -> Option<lettre::message::Mailbox> {
    text.parse().ok()
}
