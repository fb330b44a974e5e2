//! What the list of kinds is made into.

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal, $label:literal;)+) => {
        /// The kind of one entry.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventKind { $($(#[$doc])* $name,)+ }

        impl EventKind {
            /// Every kind, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The number in the entry.
            pub const fn code(self) -> u16 {
                match self { $(Self::$name => $code,)+ }
            }

            /// The kind of this number, if this version knows it.
            pub const fn from_code(code: u16) -> Option<Self> {
                match code { $($code => Some(Self::$name),)+ _ => None }
            }

            /// The name in exports and the API, such as `card_dealt`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The key in the message files, such as `event-card-dealt`.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }
        }
    };
}
