//! What a column can mean, and the names that other systems give it.

use crate::person::PhoneKind;

/// The meaning of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The member's number in the organisation's own system.
    ExternalId,
    /// "Mrs", "Dr".
    Title,
    /// First name.
    GivenName,
    /// Further first names.
    MiddleName,
    /// Surname.
    FamilyName,
    /// The whole name; read only where given and family name have no columns of their own.
    FullName,
    /// What comes behind a name.
    Suffix,
    /// Known, and recorded nowhere: nobody is rung by it.
    Gender,
    /// E-mail address.
    Email,
    /// A telephone number; a file may have several such columns, in the order to try them.
    Phone(PhoneKind),
    /// Known, and recorded nowhere: a fax is never callable.
    Fax,
    /// A line of the postal address; a file may have several.
    Address,
    /// Town or city.
    City,
    /// State or county, as a line of the address.
    State,
    /// Postcode or ZIP code.
    Postcode,
    /// Country, as the last line of the address.
    Country,
    /// The branch that the member belongs to.
    Branch,
    /// The kind of membership.
    Kind,
    /// In which language the member would like to be rung.
    Language,
    /// The area in which the member lives or votes.
    Area,
    /// Tags, parted by commas or semicolons.
    Tags,
    /// Birth date.
    BirthDate,
    /// When the membership began: a date, or a year.
    JoinedOn,
    /// When the membership ends or ended.
    EndsOn,
    /// The member does not want to be rung, by anyone.
    DoNotCall,
    /// The member has died.
    Deceased,
    /// Leave the column out.
    Ignore,
}

impl Field {
    /// Every field with the word that `--map column=field` takes for it.
    pub const ALL: [(Self, &'static str); 30] = [
        (Self::ExternalId, "external_id"),
        (Self::Title, "title"),
        (Self::GivenName, "given_name"),
        (Self::MiddleName, "middle_name"),
        (Self::FamilyName, "family_name"),
        (Self::FullName, "name"),
        (Self::Suffix, "suffix"),
        (Self::Gender, "gender"),
        (Self::Email, "email"),
        (Self::Phone(PhoneKind::Other), "phone"),
        (Self::Phone(PhoneKind::Mobile), "mobile"),
        (Self::Phone(PhoneKind::Landline), "landline"),
        (Self::Phone(PhoneKind::Work), "work_phone"),
        (Self::Fax, "fax"),
        (Self::Address, "address"),
        (Self::City, "city"),
        (Self::State, "state"),
        (Self::Postcode, "postcode"),
        (Self::Country, "country"),
        (Self::Branch, "branch"),
        (Self::Kind, "kind"),
        (Self::Language, "language"),
        (Self::Area, "area"),
        (Self::Tags, "tags"),
        (Self::BirthDate, "birth_date"),
        (Self::JoinedOn, "joined_on"),
        (Self::EndsOn, "ends_on"),
        (Self::DoNotCall, "do_not_call"),
        (Self::Deceased, "deceased"),
        (Self::Ignore, "ignore"),
    ];

    /// The word for it on the command line, in the page and in messages.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(field, _)| *field == self)
            .map_or("ignore", |(_, word)| word)
    }

    /// The field of a word that somebody typed: one of [`Field::ALL`], or any alias.
    pub fn parse(text: &str) -> Option<Self> {
        let key = alias_key(text);
        Self::ALL
            .iter()
            .find(|(_, word)| alias_key(word) == key)
            .map(|(field, _)| *field)
            .or_else(|| Self::of_alias(&key))
    }

    /// The field of a header cell, by the names that other systems give their columns.
    pub fn of_column(name: &str) -> Option<Self> {
        Self::of_alias(&alias_key(name))
    }

    /// True for fields that several columns of a file may share.
    pub(super) fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::Phone(_) | Self::Address | Self::Ignore | Self::Gender | Self::Fax
        )
    }

    /// True for fields whose cells become part of a row.
    pub(super) fn is_kept(self) -> bool {
        !matches!(self, Self::Ignore | Self::Gender | Self::Fax)
    }

    /// The table of aliases, by [`alias_key`].
    ///
    /// Headers of Spoke, VAN, Zetkin, `NationBuilder`, `CiviCRM`, Action Network (OSDI) and `VICIdial`,
    /// and what membership officers write by hand. Left out on purpose: `birthday` (often without
    /// a year) and anything that ends in `_phone` but names an office.
    fn of_alias(key: &str) -> Option<Self> {
        Some(match key {
            "externalid" | "extid" | "vanid" | "contactid" | "vendorleadcode"
            | "nationbuilderid" | "memberid" | "membernumber" | "membershipnumber"
            | "membershipno" => Self::ExternalId,
            "title" | "salutation" | "prefix" | "nameprefix" | "honorificprefix" => Self::Title,
            "firstname" | "givenname" | "fname" | "first" | "forename" => Self::GivenName,
            "middlename" | "middle" | "middleinitial" | "additionalname" => Self::MiddleName,
            "lastname" | "last" | "familyname" | "surname" | "lname" => Self::FamilyName,
            "name" | "fullname" => Self::FullName,
            "suffix" | "namesuffix" | "honorificsuffix" => Self::Suffix,
            "gender" | "sex" => Self::Gender,
            "email" | "emailaddress" | "emailaddresses" => Self::Email,
            "phone" | "phonenumber" | "phonenumbers" | "number" | "telephone"
            | "telephonenumber" | "tel" | "altphone" => Self::Phone(PhoneKind::Other),
            "mobile" | "cell" | "cellphone" | "mobilephone" | "mobilenumber"
            | "mobilephonenumber" => Self::Phone(PhoneKind::Mobile),
            "landline" | "homephone" | "homephonenumber" => Self::Phone(PhoneKind::Landline),
            "workphone" | "workphonenumber" => Self::Phone(PhoneKind::Work),
            "fax" | "faxnumber" | "workfax" | "homefax" => Self::Fax,
            "address" | "address1" | "address2" | "address3" | "addressline1" | "addressline2"
            | "addressline3" | "streetaddress" | "coaddress" | "postaladdress"
            | "postaladdresses" => Self::Address,
            "city" | "town" | "locality" => Self::City,
            "state" | "county" | "stateprovince" => Self::State,
            "postcode" | "postalcode" | "zip" | "zipcode" | "postnumber" => Self::Postcode,
            "country" => Self::Country,
            "branch" | "branchname" => Self::Branch,
            "area" | "areaname" | "region" | "ward" | "constituency" | "electoraldivision" => {
                Self::Area
            }
            "tags" | "tag" | "taglist" => Self::Tags,
            "kind" | "membershiplevelname" | "membershiptype" | "membershipkind" => Self::Kind,
            "language" | "preferredlanguage" | "lang" | "locale" => Self::Language,
            "birthdate" | "dateofbirth" | "dob" => Self::BirthDate,
            "joinedon" | "joined" | "joindate" | "joinedyear" | "membershipstartedat" => {
                Self::JoinedOn
            }
            "endson" | "expireson" | "membershipexpiresat" => Self::EndsOn,
            "donotcall" | "donotphone" => Self::DoNotCall,
            "deceased" | "isdeceased" => Self::Deceased,
            _ => return None,
        })
    }
}

/// A header cell without what people write differently: case, spaces, underscores, hyphens, dots.
pub(super) fn alias_key(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '.' | '\u{FEFF}'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Field;
    use crate::person::PhoneKind::{Landline, Mobile, Other, Work};

    /// One line for each system of which we know the headers.
    #[test]
    fn the_headers_of_other_systems_are_understood() {
        fn check(headers: &str, field: Field) {
            for header in headers.split('|') {
                assert_eq!(Field::of_column(header), Some(field), "{header}");
            }
        }
        // Spoke
        check(
            "firstName|firstname|givenname|f_name|first",
            Field::GivenName,
        );
        check("lastName|last|familyname|surname", Field::FamilyName);
        check("cell|mobile|cellphone|mobilenumber", Field::Phone(Mobile));
        check("number|phone|phone_number", Field::Phone(Other));
        check("zip|zipcode|postalcode|postnumber", Field::Postcode);
        check("external_id|externalId", Field::ExternalId);
        check("name", Field::FullName);
        // VAN
        check("VanID", Field::ExternalId);
        check("FirstName", Field::GivenName);
        check("CellPhone", Field::Phone(Mobile));
        check("HomePhone", Field::Phone(Landline));
        check("WorkPhone", Field::Phone(Work));
        // Zetkin
        check("ext_id", Field::ExternalId);
        check("gender", Field::Gender);
        check("alt_phone", Field::Phone(Other));
        check("co_address|street_address", Field::Address);
        check("zip_code", Field::Postcode);
        check("country", Field::Country);
        // NationBuilder
        check("middle_name", Field::MiddleName);
        check("suffix", Field::Suffix);
        check("dob", Field::BirthDate);
        check("mobile_number", Field::Phone(Mobile));
        check("work_phone_number", Field::Phone(Work));
        check("do_not_call", Field::DoNotCall);
        check("is_deceased", Field::Deceased);
        check("membership_level_name", Field::Kind);
        check("tag_list|Tags", Field::Tags);
        check("membership_started_at", Field::JoinedOn);
        check("membership_expires_at", Field::EndsOn);
        check("address1|address2|address3", Field::Address);
        check("city", Field::City);
        check("state", Field::State);
        // CiviCRM
        check("Contact ID", Field::ExternalId);
        check("First Name", Field::GivenName);
        check("Last Name", Field::FamilyName);
        check("Do Not Phone", Field::DoNotCall);
        check("Is Deceased", Field::Deceased);
        check("Street Address", Field::Address);
        check("Postal Code", Field::Postcode);
        check("Birth Date", Field::BirthDate);
        // Action Network, OSDI
        check("given_name", Field::GivenName);
        check("family_name", Field::FamilyName);
        check("email_addresses", Field::Email);
        check("phone_numbers", Field::Phone(Other));
        check("postal_addresses", Field::Address);
        // VICIdial
        check("vendor_lead_code", Field::ExternalId);
        check("postal_code", Field::Postcode);
        check("date_of_birth", Field::BirthDate);
        // by hand
        check("E-Mail|e mail|EMAIL|e.mail", Field::Email);
        check(
            "Membership-Number|membership_no.|Member ID",
            Field::ExternalId,
        );
        check("Branch Name", Field::Branch);
        check(
            "Preferred Language|preferred_language|lang|locale",
            Field::Language,
        );
        check("Area|Region|Ward|Constituency", Field::Area);
    }

    #[test]
    fn what_a_name_does_not_say_is_not_guessed() {
        for header in [
            "",
            "support_level",
            "birthday",
            "capitol_phone",
            "party",
            "id",
        ] {
            assert_eq!(Field::of_column(header), None, "{header}");
        }
    }

    #[test]
    fn every_field_has_a_word_and_every_word_its_field() {
        for (field, word) in Field::ALL {
            assert_eq!(field.word(), word);
            assert_eq!(Field::parse(word), Some(field));
        }
        assert_eq!(Field::parse(" Surname "), Some(Field::FamilyName));
        assert_eq!(Field::parse("shoe size"), None);
    }
}
