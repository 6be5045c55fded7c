using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>The table of kinds, most telling first. Labels are the vocabulary's.</summary>
internal static partial class PiiRules
{
    private static readonly ColumnKind[] TextOnly = [ColumnKind.Text];
    private static readonly ColumnKind[] TextOrInt = [ColumnKind.Text, ColumnKind.Int64];
    private static readonly ColumnKind[] Dates = [ColumnKind.Text, ColumnKind.Date, ColumnKind.Timestamp, ColumnKind.Int64];
    private static readonly ColumnKind[] Numbers = [ColumnKind.Text, ColumnKind.Int64, ColumnKind.Decimal, ColumnKind.Float64];
    private static readonly string[] NotAPlace = ["type", "count", "flag", "valid", "verified", "status", "date", "email", "ip", "mac", "web", "url", "rate"];
    /// <summary>Words of headers that speak of places, organisations and wares.</summary>
    internal static readonly string[] OfThings = ["company", "organisation", "product", "brand", "country", "city", "state", "region", "county", "municipality", "district", "province", "parish", "store", "hotel", "bank", "station", "airline", "species", "street", "recipe", "manufacturer", "agency", "implementing", "river", "lake", "habitat", "catalog", "ticker", "symbol", "channel", "description", "remark", "remarks", "currency", "habitat", "material", "instrument", "version"];

    private static readonly string[] NotAPerson =
    [
        "company", "organisation", "product", "brand", "file", "country", "city", "state", "region", "county", "municipality", "district", "province", "locality", "parish", "stop", "port", "vessel", "recipe", "event", "category", "department", "item", "course", "project", "store",
        "shop", "hotel", "bank", "table", "field", "column", "domain", "host", "hostname", "display", "station", "airline", "campaign", "class", "type", "drug", "medication", "test", "species", "scientific", "common",
        "currency", "street", "place", "business", "hospital", "school", "university", "site", "location", "plan", "team", "group", "genre", "album", "song", "track", "movie", "film", "device", "code", "id", "identifier", "identity",
        "date", "count", "number", "status", "flag", "procedure", "vaccine", "condition", "concept", "account", "service", "role", "facility", "payer", "supplier", "vendor", "network", "server", "app", "nickname", "branch", "model", "color",
    ];

    private static readonly string[] People = ["customer", "patient", "employee", "contact", "person", "guest", "member", "student", "passenger", "subscriber", "client", "owner", "resident", "doctor", "physician", "author", "holder", "participant", "applicant", "tenant", "donor", "voter", "teacher", "staff", "manager", "beneficiary", "debtor", "creditor", "spouse", "mother", "father", "buyer", "lead", "user", "personnel", "driver", "provider", "practitioner", "subject", "clerk", "guardian", "candidate", "insured", "pupil", "nurse", "dentist", "attendee", "visitor", "instructor", "trainee", "worker", "borrower"];

    /// <summary>Words that say a table or column is about persons.</summary>
    public static IReadOnlyList<string> PersonWords => People;

    /// <summary>Whether a word, in the singular or plural, names persons of some role.</summary>
    public static bool SpeaksOfPersons(string word) => Array.IndexOf(People, word) >= 0 || word.EndsWith('s') && Array.IndexOf(People, word[..^1]) >= 0;

    /// <summary>All rules.</summary>
    public static IReadOnlyList<PiiRule> All { get; } = [.. Build()];

    private static IEnumerable<PiiRule> Build()
    {
        yield return new("contact.email", PiiGrade.Direct, MaskStyle.Email)
        {
            Headers = [["email"]], Not = ["count", "status", "flag", "type", "verified", "sent", "template", "date", "campaign", "subject", "domain", "bounce", "consent", "frequency", "identifier", "id"],
            Test = ContactShapes.IsEmail, WithHeader = 0.05, Alone = 0.5, Kinds = TextOnly, Unmistakable = true,
        };
        yield return new("account.password", PiiGrade.Direct, MaskStyle.Secret)
        {
            Headers = [["password"], ["passphrase"], ["secret"], ["pin"], ["api", "key"], ["access", "token"], ["private", "key"], ["auth", "token"]],
            Not = ["date", "changed", "expiry", "expires", "length", "hint", "reset", "count", "age", "attempts", "district", "policy", "strength", "protected"], Kinds = TextOrInt,
        };
        // Bare "pass" is a password in words only: numbers under it count those who passed.
        yield return new("account.password", PiiGrade.Direct, MaskStyle.Secret) { Headers = [["pass"], ["user", "pass"], ["login", "pass"]], Not = ["boarding", "season", "year", "rate", "fail", "status", "test", "number", "type", "id", "date"], Test = static v => v.Length >= 4 && !v.Contains(' '), WithHeader = 0.8, Kinds = TextOnly };
        yield return new("payment.card_number", PiiGrade.Direct, MaskStyle.Card)
        {
            Headers = [["card", "number"], ["credit", "card"], ["debit", "card"], ["ccnum"], ["pan"], ["cardnumber"], ["ccn"], ["cc", "number"]],
            Not = ["type", "expiry", "holder", "name", "brand", "network", "verification", "date", "limit"], Test = FinanceShapes.IsCard, WithHeader = 0.2, Alone = 0.8, Kinds = TextOrInt,
        };
        // Mistyped and made-up ones are somebody's where the header names them.
        yield return new("payment.card_number", PiiGrade.Direct, MaskStyle.Card)
        {
            Headers = [["card", "number"], ["credit", "card"], ["card"]], Not = ["type", "expiry", "holder", "name", "brand", "network", "verification", "date", "limit"], Test = ValueTests.Get("card_digits"), WithHeader = 0.8, Kinds = TextOrInt,
        };
        // Four groups of four digits are a card without a header too, made up or not.
        yield return new("payment.card_number", PiiGrade.Direct, MaskStyle.Card) { Test = FinanceShapes.IsGroupedCard, Alone = 0.95, Kinds = TextOnly };
        yield return new("payment.card_cvv", PiiGrade.Direct, MaskStyle.Secret)
        {
            Headers = [["cvv"], ["cvc"], ["cvv", "2"], ["cvc", "2"], ["card", "verification"], ["card", "security", "code"]], Test = static v => v.Length is 3 or 4 && Checksums.AllDigits(v), Kinds = TextOrInt,
        };
        yield return new("payment.card_expiry", PiiGrade.Quasi, MaskStyle.Secret) { Headers = [["card", "expiry"], ["cc", "expiry"], ["credit", "card", "expiry"]], Kinds = Dates };
        yield return new("bank.iban", PiiGrade.Direct, MaskStyle.Iban) { Headers = [["iban"], ["bank", "account"], ["account", "number"], ["account"]], Test = FinanceShapes.IsIban, WithHeader = 0.5, Alone = 0.5, Kinds = TextOnly, Unmistakable = true };
        yield return new("bank.iban", PiiGrade.Direct, MaskStyle.Iban) { Headers = [["iban"]], Not = ["country", "valid", "status", "flag"], Test = FinanceShapes.HasIbanForm, WithHeader = 0.2, Alone = 0.8, Kinds = TextOnly };
        yield return new("bank.iban", PiiGrade.Direct, MaskStyle.Iban) { Headers = [["counter", "account"], ["bank", "account"], ["account", "number"]], Not = ["country", "valid", "status", "flag"], Test = FinanceShapes.HasIbanForm, WithHeader = 0.5, Kinds = TextOnly };
        yield return new("bank.iban", PiiGrade.Direct, MaskStyle.Iban) { Headers = [["iban"]], Not = ["country", "valid", "status", "flag"], Test = static v => v.Length >= 8 && char.IsAsciiLetter(v[0]) && char.IsAsciiLetter(v[1]) && BareText.CountDigits(v) >= 4, WithHeader = 0.8, Kinds = TextOnly };
        yield return new("bank.account_number", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = [["bank", "account"], ["account", "number"], ["account", "iban"]], Not = ["type", "status", "date", "name", "balance", "manager", "general", "ledger", "count"],
            Test = static v => BareText.CountDigits(v) is >= 5 and <= 20, Kinds = TextOrInt,
        };
        foreach (var rule in NationalIdRules()) yield return rule;
        yield return new("person.birth_date", PiiGrade.Quasi, MaskStyle.Date)
        {
            Headers = [["birth", "date"], ["date", "birth"], ["birth", "datetime"], ["born"], ["birth"], ["birth", "day"], ["birth", "year"], ["year", "birth"], ["birth", "month"], ["month", "birth"], ["day", "birth"]],
            Not = ["place", "city", "country", "weight", "name", "state", "order", "rate", "count", "certificate", "sex"], Test = IsBirthLike, WithHeader = 0.5, Kinds = Dates,
        };
        yield return new("person.death_date", PiiGrade.Quasi, MaskStyle.Date) { Headers = [["death", "date"], ["deceased", "date"], ["death", "datetime"]], Not = ["cause"], Kinds = Dates };
        foreach (var rule in PersonRules()) yield return rule;
        foreach (var rule in PlaceRules()) yield return rule;
        foreach (var rule in NetworkRules()) yield return rule;
        foreach (var rule in QuasiRules()) yield return rule;
        foreach (var rule in OwnNumberRules()) yield return rule;
    }

    private static IEnumerable<PiiRule> NationalIdRules()
    {
        yield return new("id.us_ssn", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = [["ssn"], ["social", "security"], ["soc", "sec"], ["socsec"]], Not = ["benefit", "amount", "tax", "type", "flag", "status"],
            Test = static v => NationalIds.Is("id.us_ssn", v),
            TestAlone = static v => v.Length == 11 && v[3] == '-' && v[6] == '-' && NationalIds.Is("id.us_ssn", v), WithHeader = 0.1, Alone = 0.9, Kinds = TextOrInt,
        };
        (string Label, string Headers)[] named =
        [
            ("id.us_itin", "itin"), ("id.uk_nino", "nino;national insurance"), ("id.ca_sin", "sin;social insurance"), ("id.de_tax_id", "steuerid;tax identifier;idnr;tax id;steuer identifier"),
            ("id.fr_nir", "nir;securite sociale;insee"), ("id.es_nif", "nif;national identifier;dni;nie;tax number"), ("id.it_fiscal_code", "fiscal code;codicefiscale"), ("id.nl_bsn", "bsn"),
            ("id.be_national_number", "rijksregisternummer;registre national;national register"), ("id.fi_personal_identity_code", "hetu;henkilotunnus;personal identity code"),
            ("id.pl_pesel", "pesel"), ("id.se_personnummer", "personnummer;personal number"), ("id.in_aadhaar", "aadhaar;aadhar"), ("id.in_pan", "pan"), ("id.sg_nric_fin", "nric;fin"),
            ("id.th_tnin", "tnin;thai id"), ("id.tr_national_id", "tckn;kimlik;tc kimlik"), ("id.kr_rrn", "rrn;jumin"), ("id.za_id_number", "rsa id;za id"), ("id.br_cpf", "cpf"),
            ("id.cn_resident_id", "resident identity;shenfenzheng"), ("id.au_tfn", "tfn;tax file number"), ("health.uk_nhs", "nhs"), ("health.us_mbi", "mbi;medicare beneficiary;medicare"), ("health.us_npi", "npi;provider identifier"),
        ];
        foreach (var (label, headers) in named)
        {
            yield return new(label, label == "health.us_npi" ? PiiGrade.Quasi : PiiGrade.Direct, MaskStyle.Digits)
            {
                Headers = Sets(headers), Not = ["type", "status", "flag", "date", "amount", "rate"], Test = v => NationalIds.Is(label, v), WithHeader = 0.2,
                Alone = NationalIds.IsTelling(label) ? 0.8 : 2, Kinds = TextOrInt,
            };

            // Made-up or mistyped ones are still somebody's where the header names them and all are written alike.
            if (NationalIds.LayoutsOf(label) is { Count: > 0 })
            {
                yield return new(label, PiiGrade.Direct, MaskStyle.Digits) { Headers = Sets(headers), Not = ["type", "status", "flag", "date", "amount", "rate"], Test = v => NationalIds.HasLayout(label, v), WithHeader = 0.8, Kinds = TextOrInt };
            }
        }

        // Layouts no other code has, whatever their check digits are.
        foreach (var label in new[] { "id.it_fiscal_code", "id.mx_curp", "id.in_pan" }) yield return new(label, PiiGrade.Direct, MaskStyle.Digits) { Test = v => NationalIds.HasLayout(label, v), Alone = 0.9, Kinds = TextOnly };
        foreach (var label in new[] { "id.br_cpf", "id.kr_rrn" }) yield return new(label, PiiGrade.Direct, MaskStyle.Digits) { Test = v => NationalIds.IsPunctuatedAs(label, v), Alone = 0.9, Kinds = TextOnly };
        yield return new("id.passport", PiiGrade.Direct, MaskStyle.Digits) { Headers = [["passport"], ["pasaporte"], ["reisepass"], ["passeport"], ["passaporto"], ["paspoort"]], Not = ["country", "date", "expiry", "type", "flag", "issue", "status"], Kinds = TextOrInt };
        yield return new("id.driver_license", PiiGrade.Direct, MaskStyle.Digits) { Headers = [["driver", "license"], ["drivers", "license"], ["driving", "licence"], ["dl", "number"], ["driver", "licence"], ["driving", "license"], ["license", "number"]], Not = ["state", "date", "expiry", "type", "class", "business"], Kinds = TextOrInt };
        yield return new("id.national", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = [["national", "id"], ["national", "identifier"], ["identity", "card"], ["personal", "id"], ["citizen", "id"], ["government", "id"], ["tax", "payer"], ["taxpayer"], ["fiscal", "code"], ["insurance", "number"], ["id", "card"], ["identity", "number"]],
            Not = ["type", "date", "country", "provider", "object"], Test = static v => !NetworkShapes.IsUuid(v), WithHeader = 0.5, Kinds = TextOrInt,
        };
        // What the peoples call their own number: Denmark, Bulgaria, Croatia, Romania, the south Slavs, Greece, Pakistan, Malaysia, Indonesia, Nigeria.
        yield return new("id.national", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = Sets("cpr;cpr number;egn;oib;cnp;jmbg;emso;amka;cnic;mykad;nik;ktp;bvn;nin;tin;emirate id;emirate identifier;civil id;civil identifier;ghana card;personal code;person code;persons code;citizenship number;residence card;resident card;national number"), Not = ["type", "date", "status", "flag"], Test = static v => BareText.CountDigits(v) is >= 8 and <= 18 && v.Length <= 22, WithHeader = 0.5, Kinds = TextOrInt,
        };
        yield return new("health.record_number", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = [["medical", "record"], ["patient", "number"], ["health", "insurance", "number"], ["policy", "holder", "id"], ["health", "card"], ["member", "number"]], Not = ["type", "date", "count"], Kinds = TextOrInt,
        };
    }

    private static IEnumerable<PiiRule> PersonRules()
    {
        yield return new("person.full_name", PiiGrade.Direct, MaskStyle.Words)
        {
            Headers = [["full", "name"], ["contact", "name"], ["person", "name"], ["legal", "name"], ["card", "holder"], ["cardholder"], ["display", "name"], ["first", "last", "name"], ["given", "family", "name"],
                ["nombre", "completo"], ["name", "complete"], ["guest", "name"], ["contact", "person"], ["emergency", "contact"], ["next", "kin"], .. People.Where(static p => p is not ("user" or "subject")).Select(static p => new[] { p, "name" }), ["account", "holder"], ["responsible", "person"]],
            Not = NotAPerson.Except(["account", "supplier", "vendor", "display", "class"]).ToArray(), Test = NameShapes.IsFullName, TestAlone = NameShapes.IsGivenAndFamily, WithHeader = 0, Alone = 0.4, Kinds = TextOnly, ListKnowsFrom = 12,
        };
        yield return new("person.first_name", PiiGrade.Direct, MaskStyle.Words) { Headers = [["first", "name"], ["given", "name"], ["middle", "name"], ["given"], ["patronymic"], ["preferred", "name"]], Not = ["last", "species", "date", "full"], Test = NameShapes.IsFirstName, WithHeader = 0, Alone = 0.5, Kinds = TextOnly, ListKnowsFrom = 12 };
        yield return new("person.maiden_name", PiiGrade.Direct, MaskStyle.Words) { Headers = [["maiden"], ["birth", "name"]], WithHeader = 0, Kinds = TextOnly };
        yield return new("person.last_name", PiiGrade.Direct, MaskStyle.Words) { Headers = [["last", "name"], ["family", "name"], ["second", "name"], ["surname"]], Not = ["first", "species", "plant"], Test = NameShapes.IsLastName, WithHeader = 0, Alone = 0.5, Kinds = TextOnly, ListKnowsFrom = 12 };
        yield return new("person.name", PiiGrade.Direct, MaskStyle.Words)
        {
            Headers = [["name"], ["recipient"], ["sender"], ["payee"], ["responsible"], ["assignee"], ["requester"], ["approver"], ["titular"], .. People.Where(static p => p is not ("account" or "user" or "staff" or "subject" or "client" or "customer" or "lead" or "provider")).Select(static p => new[] { p })],
            Not = [.. NotAPerson, "age", "type", "sex", "gender", "class", "rate", "total", "amount", "phone", "email", "address", "postal", "zip", "birth", "days", "unit", "title", "satisfaction", "source", "reason", "order"],
            NeedsPersonTable = true, Test = NameShapes.IsPersonName, WithHeader = 0.25, Kinds = TextOnly,
        };
        yield return new("person.name_list", PiiGrade.Direct, MaskStyle.Words) { Headers = [["author"], ["authors"], ["actors"], ["cast"], ["participants"], ["inventors"], ["contributors"], ["directors"], ["composer"], ["composers"], ["lyricist"], ["songwriter"]], Not = NotAPerson, Test = NameShapes.IsNameList, WithHeader = 0.2, Alone = 0.5, Kinds = TextOnly };
        yield return new("person.middle_initial", PiiGrade.Quasi, MaskStyle.Category) { Headers = [["middle", "initial"], ["initials"]], Test = IsInitials, WithHeader = 0.5, Kinds = TextOnly };
        yield return new("account.username", PiiGrade.Direct, MaskStyle.Words) { Headers = [["username"], ["user", "name"], ["login"], ["user", "handle"], ["screen", "name"], ["nickname"], ["twitter"], ["handle"], ["user", "login"]], Not = ["count", "date", "time", "last", "flag", "type", "attempts", "status"], TestAlone = NameShapes.IsHandle, Alone = 0.5, Kinds = TextOnly };
    }

    private static IEnumerable<PiiRule> PlaceRules()
    {
        yield return new("geo.street_address", PiiGrade.Direct, MaskStyle.Words)
        {
            Headers = [["address"], ["street"], ["street", "address"], ["address", "line"], ["residence"], ["street", "name"]], Not = [.. NotAPlace, "btc", "bitcoin", "eth", "ethereum", "crypto", "city", "zip", "postal", "country", "state", "id", "identifier", "wallet", "bitcoin", "memory", "type", "token", "start", "latitude", "longitude", "direction"],
            Test = AddressShapes.IsStreetAddress, WithHeader = 0, Alone = 0.6, Kinds = TextOnly,
        };
        yield return new("geo.house_number", PiiGrade.Quasi, MaskStyle.Category) { Headers = [["house", "number"], ["street", "number"], ["building", "number"]], NeedsPersonTable = true, Kinds = TextOrInt };
        yield return new("geo.postal_code", PiiGrade.Quasi, MaskStyle.Prefix) { Headers = [["postal", "code"], ["zip"], ["zip", "code"], ["post", "code"], ["postal"], ["postleitzahl"], ["eircode"], ["pin", "code"], ["pincode"]], Not = ["file", "type", "count", "city", "valid"], NeedsPersonTable = true, Kinds = TextOrInt };
        yield return new("geo.city", PiiGrade.Quasi, MaskStyle.Words) { Headers = [["city"], ["town"], ["locality"], ["birth", "place"], ["place", "birth"], ["village"]], Not = ["population", "count", "id", "identifier", "code", "tax"], NeedsPersonTable = true, WithHeader = 0, Kinds = TextOnly };
        yield return new("geo.latitude", PiiGrade.Quasi, MaskStyle.Coordinate) { Headers = [["latitude"]], NeedsPersonTable = true, WithHeader = 0, Kinds = Numbers };
        yield return new("geo.longitude", PiiGrade.Quasi, MaskStyle.Coordinate) { Headers = [["longitude"]], NeedsPersonTable = true, WithHeader = 0, Kinds = Numbers };
    }

    private static IEnumerable<PiiRule> NetworkRules()
    {
        yield return new("contact.phone", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = [["phone"], ["mobile"], ["fax"], ["cell"], ["phone", "number"], ["contact", "number"], ["whatsapp"], ["msisdn"], ["home", "phone"], ["landline"]],
            Not = ["type", "count", "model", "brand", "os", "flag", "verified", "country", "extension", "plan", "app", "usage", "price", "culture", "line", "code", "status", "network", "operator", "body", "size", "service", "charge"],
            Test = static v => ContactShapes.PhoneStrength(v) >= 1, TestAlone = NameShapes.IsPhoneAlone, WithHeader = 0.2, Alone = 0.8, Kinds = TextOrInt,
        };
        yield return new("net.ip", PiiGrade.Direct, MaskStyle.Network) { Headers = [["ip"], ["ip", "address"], ["ipv", "4"], ["ipv", "6"]], Not = ["count", "protocol", "version", "country", "type", "release", "firmware", "build"], Test = static v => NetworkShapes.IsIp(v), WithHeader = 0.2, Alone = 0.8, Kinds = TextOnly };
        yield return new("net.mac", PiiGrade.Direct, MaskStyle.Network) { Headers = [["mac", "address"], ["mac"]], Test = static v => NetworkShapes.IsMac(v), Alone = 0.8, Kinds = TextOnly };
        yield return new("id.imei", PiiGrade.Direct, MaskStyle.Digits) { Headers = [["imei"], ["device", "imei"]], Test = static v => v.Length == 15 && Checksums.Luhn(v), WithHeader = 0, Alone = 0.95, Kinds = TextOrInt };
        yield return new("id.device", PiiGrade.Direct, MaskStyle.Digits) { Headers = [["imsi"], ["device", "id"], ["device", "identifier"], ["advertising", "id"], ["idfa"], ["gaid"], ["device", "serial"]], Test = IsDeviceNumber, WithHeader = 0.3, Kinds = TextOrInt };
        yield return new("vehicle.plate", PiiGrade.Direct, MaskStyle.Prefix) { Headers = [["license", "plate"], ["matricula"], ["kennzeichen"], ["immatriculation"], ["targa"], ["kenteken"], ["plate", "number"], ["number", "plate"], ["plate"], ["registration", "plate"], ["vehicle", "number"], ["car", "number"], ["vehicle", "registration"], ["car", "registration"]], Not = ["steel", "count", "type", "well", "date", "make", "model", "brand", "seats", "identification", "year", "fleet", "engine", "frame", "serial", "array", "sample", "assay", "barcode", "layout"], Test = static v => v.Length is >= 4 and <= 12 && BareText.CountDigits(v) > 0, TestAlone = PlateShapes.IsTelling, WithHeader = 0.3, Alone = 0.9, Kinds = TextOnly };
        yield return new("vehicle.vin", PiiGrade.Quasi, MaskStyle.Prefix) { Headers = [["vin"], ["vehicle", "identification"]], Kinds = TextOnly };
        yield return new("payment.crypto_wallet", PiiGrade.Direct, MaskStyle.Digits) { Headers = [["btc"], ["btc", "address"], ["eth", "address"], ["ethereum", "address"], ["wallet", "address"], ["bitcoin", "address"], ["crypto", "wallet"], ["wallet"]], Test = static v => FinanceShapes.IsCryptoWallet(v), Alone = 0.9, Kinds = TextOnly };
    }

    private static IEnumerable<PiiRule> QuasiRules()
    {
        foreach (var (label, headers, style) in new (string, string, MaskStyle)[]
        {
            ("person.age", "age", MaskStyle.Age), ("person.gender", "gender;sex", MaskStyle.Category), ("person.ethnicity", "ethnicity;ethnic", MaskStyle.Category), ("person.race", "race", MaskStyle.Category),
            ("person.religion", "religion;confession;faith", MaskStyle.Category), ("person.nationality", "nationality;citizenship", MaskStyle.Category), ("person.marital_status", "marital;marital status;civil status", MaskStyle.Category),
            ("person.job_title", "job title;occupation", MaskStyle.Words), ("person.blood_type", "blood type;blood group", MaskStyle.Category), ("health.condition", "diagnosis;condition;disease", MaskStyle.Words),
            ("health.medication", "medication;prescription", MaskStyle.Words), ("person.income", "salary;income;wage;payroll", MaskStyle.Category), ("person.political", "political party;sexual orientation;trade union", MaskStyle.Category),
        })
        {
            yield return new(label, PiiGrade.Quasi, style)
            {
                Headers = Sets(headers), Not = ["count", "rate", "average", "minimum", "maximum", "group", "range", "distribution", "total", "weather", "payment", "item", "product", "road", "air", "horse", "page", "storage", "band", "median", "mean", "index", "date", "datetime", "time", "start", "end", "price", "cost", "id", "identifier", "concept", "percentage", "percent", "tax", "vehicle", "network"],
                NeedsPersonTable = label is "person.age" or "health.condition" or "health.medication" or "person.race" or "person.income", WithHeader = label == "person.job_title" ? 0.3 : 0,
                Test = label switch { "person.gender" => IsGenderWord, "person.job_title" => HasLetter, _ => null }, ListKnowsFrom = label == "person.gender" ? 5 : null,
            };
        }
    }

    private static bool HasLetter(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (char.IsLetter(c)) return true;
        }

        return false;
    }

    private static bool IsGenderWord(ReadOnlySpan<char> value) => value.Length == 1 || SmallLists.Contains("gender", value);

    // A count of births is no date: years, days and dates written in digits are.
    private static bool IsBirthLike(ReadOnlySpan<char> value)
    {
        const int Days = 31, FirstYear = 1850, LastYear = 2100, FirstSerial = 10000, LastSerial = 45000;
        if (!Checksums.AllDigits(value)) return true;
        return value.Length == 8 || value.Length == 14 && value.EndsWith("000000", StringComparison.Ordinal) || value.Length < 8 && int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) is <= Days or (>= FirstYear and <= LastYear) or (>= FirstSerial and <= LastSerial);
    }

    // Numbers of a table's own devices are short; those the maker or the network gives are not.
    private static bool IsDeviceNumber(ReadOnlySpan<char> value)
    {
        const int Fewest = 12;
        var signs = 0;
        foreach (var c in value) signs += char.IsAsciiHexDigit(c) ? 1 : 0;
        return signs >= Fewest;
    }

    private static string[][] Sets(string phrases) => [.. phrases.Split(';').Select(static p => p.Split(' '))];
}
