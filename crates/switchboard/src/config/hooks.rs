//! `[hooks]`: where webhooks may lead.

use super::section::section;

section! {
    /// Webhooks: addresses that are told what happens.
    Hooks {
        /// Whether the organisation's own webhooks may lead into its own network and to this machine, here also without https. Those of
        /// a campaign never do: whoever organises one would reach what stands behind the door. The addresses of the link itself
        /// (`169.254.0.0/16`, `fe80::/10`), where clouds keep a machine's keys, are never called.
        internal: bool = false, "false", "true";
    }
}
