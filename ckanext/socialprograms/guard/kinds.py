"""The kinds of personal data, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping

from ckanext.socialprograms.messages import N_

CURP, RFC, VOTER_KEY, IDENTITY = "curp", "rfc", "voter_key", "identity"
PHONE, EMAIL, BANK_ACCOUNT = "phone", "email", "bank_account"
BIRTH_DATE, ADDRESS, COORDINATES = "birth_date", "address", "coordinates"
HEALTH, BIOMETRIC, ETHNICITY, KINSHIP, MARITAL_STATUS = "health", "biometric", "ethnicity", "kinship", "marital_status"
RELIGION, SEXUALITY, POLITICS, SOCIAL_PROFILE = "religion", "sexuality", "politics", "social_profile"
MINOR, VICTIM = "minor", "victim"

LABELS: Mapping[str, str] = {
    CURP: N_("CURP"),
    RFC: N_("a person's RFC"),
    VOTER_KEY: N_("voter keys"),
    IDENTITY: N_("numbers of identity documents"),
    PHONE: N_("telephone numbers"),
    EMAIL: N_("e-mail addresses"),
    BANK_ACCOUNT: N_("bank accounts or cards"),
    BIRTH_DATE: N_("dates of birth"),
    ADDRESS: N_("street addresses"),
    COORDINATES: N_("coordinates of homes"),
    HEALTH: N_("health or disability"),
    BIOMETRIC: N_("fingerprints, photographs or signatures"),
    ETHNICITY: N_("ethnicity or indigenous language"),
    KINSHIP: N_("kinship"),
    MARITAL_STATUS: N_("marital status"),
    RELIGION: N_("religion"),
    SEXUALITY: N_("sexual orientation or gender identity"),
    POLITICS: N_("political opinions or membership"),
    SOCIAL_PROFILE: N_("profiles in social networks"),
    MINOR: N_("names of minors"),
    VICTIM: N_("names of victims"),
}
