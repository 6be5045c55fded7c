using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>Numbers that a header says are a person's, however they are written: made up, mistyped, without the area code, or given by a school or a club.</summary>
internal static partial class PiiRules
{
    private const int FewestOfIdentity = 6, MostOfIdentity = 18, LongestIdentity = 22, LongestOfPerson = 20, FewestLocal = 5, MostLocal = 15;

    private static IEnumerable<PiiRule> OwnNumberRules()
    {
        // Names that nothing else has: what stands under them is an identity number though no check digit holds.
        yield return new("id.national", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = Sets("pesel;cpf;bsn;curp;dni;cuil;rut;aadhaar;aadhar;personnummer;personal number;hetu;nric;nino;ssn;social security;social insurance;securite sociale;itin;tckn;tc kimlik;rrn;jumin;national insurance;resident identity;thai national;cedula;umid;gsis;sss;pagibig;ssnit;nss;national register;rijksregisternummer;medicare number;pan number;cuit;egn;егн;амка;amka;cprnummer"),
            Not = ["type", "status", "flag", "date", "amount", "rate", "country", "benefit", "tax", "contribution", "employer"], Test = IsIdentityNumber, WithHeader = 0.8, Kinds = TextOrInt,
        };
        // "identification", "id number": in a table of persons, each of whom has another, the number of a paper.
        yield return new("id.national", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = Sets("identification;identification number;identificacion;id number;identity document;tax number;tax identifier;tax id;number fiscal;national code;epf number;uan;pis;sin;инн;rfc;cni;cin;nie;rg;rut;run;bi;ci;nir;avs"), Not = ["type", "status", "flag", "date", "country", "vehicle", "product", "company", "vat", "item", "object", "device", "rate"],
            NeedsPersonTable = true, Test = IsIdentityNumber, WithHeader = 0.8, LeastDifferent = 0.8, Kinds = TextOrInt,
        };
        yield return new("contact.phone", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = [["phone"], ["mobile"], ["cell"], ["phone", "number"], ["contact", "number"], ["home", "phone"], ["landline"]],
            Not = ["type", "count", "model", "brand", "flag", "verified", "country", "extension", "plan", "usage", "price", "code", "status", "network", "operator", "size", "service", "charge", "area"],
            NeedsPersonTable = true, Test = IsLocalPhone, WithHeader = 0.8, LeastDifferent = 0.5, Kinds = TextOrInt,
        };
        // Who called whom: switches write the numbers of both sides in digits only, and the same ones often.
        yield return new("contact.phone", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = Sets("called number;calling number;caller number;dialed number;dialled number;subscriber number;called party;calling party;caller id;caller identifier"), Not = ["type", "count", "status", "flag", "date", "country"],
            Test = IsLocalPhone, WithHeader = 0.8, Kinds = TextOrInt,
        };
        // The number of a voter's card of India: three letters and seven digits.
        yield return new("id.national", PiiGrade.Direct, MaskStyle.Digits) { Headers = [["epic"], ["epic", "number"], ["voter", "identifier"], ["voter", "id"]], Test = static v => v.Length == 10 && v[..3].IndexOfAnyExceptInRange('A', 'Z') < 0 && Checksums.AllDigits(v[3..]), WithHeader = 0.6, Kinds = TextOnly };
        // "documento": in a table of persons the number of a paper, one for each.
        yield return new("id.national", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = [["document"], ["document", "number"]], Not = ["type", "date", "status", "flag", "count", "invoice", "order", "path", "url", "name"],
            NeedsPersonTable = true, Test = static v => BareText.CountDigits(v) is >= 7 and <= MostOfIdentity && v.Length <= LongestIdentity, WithHeader = 0.9, LeastDifferent = 0.8, NotInTurn = true, Kinds = TextOrInt,
        };
        // Names on messengers and networks are a person's in a table of persons; an organisation shows its own.
        yield return new("web.social_handle", PiiGrade.Direct, MaskStyle.Words)
        {
            Headers = Sets("line id;line identifier;whatsapp id;wechat;weixin;telegram;skype;discord;instagram;facebook;snapchat;kakao;kakaotalk;viber;qq;icq;tiktok;linkedin;github;vk;vkontakte;zalo;social handle;social media"),
            Not = ["invoice", "order", "item", "claim", "journal", "ledger", "product", "bill", "purchase", "sale", "count", "followers", "likes", "shares", "posts", "page", "ads", "clicks", "views", "date", "type", "status", "flag", "source", "channel", "spend", "rate", "total", "users"], NeedsPersonTable = true, Test = IsHandleOrProfile, WithHeader = 0.6, LeastDifferent = 0.6, Kinds = TextOrInt,
        };
        // Addresses of the pages of single persons.
        yield return new("web.social_handle", PiiGrade.Direct, MaskStyle.Words) { Test = IsPersonPage, Alone = 0.5, Kinds = TextOnly };
        // What an authority or a chamber gives to those who practise: lawyers, physicians, engineers, teachers of sport of Brazil and their like.
        yield return new("health.medical_license", PiiGrade.Direct, MaskStyle.Digits)
        {
            Headers = Sets("cref;crm number;coren;oab;crea;crefito;crp number;medical license;medical licence;professional license;license identifier;physician license;cedula profesional;medical registration;registration medical;nursing license"), Not = ["type", "status", "date", "state", "expiry", "country", "flag"],
            NeedsPersonTable = true, Test = IsNumberOfPerson, WithHeader = 0.6, LeastDifferent = 0.8, Kinds = TextOrInt,
        };
        // What a school, a club or the army gives outlives the table; the number of an employee is the key of the firm's own books.
        yield return new("id.code", PiiGrade.Quasi, MaskStyle.Digits)
        {
            Headers = Sets("officer badge;service number;student number;student identifier;matriculation number;enrollment number;roll number;member number;membership number;student code"),
            Not = ["type", "status", "flag", "date", "count", "group", "total", "emergency", "customer", "room", "phone", "kind"],
            NeedsPersonTable = true, Test = IsNumberOfPerson, WithHeader = 0.8, LeastDifferent = 0.8, NotInTurn = true, Kinds = TextOrInt,
        };
    }

    private static bool IsIdentityNumber(ReadOnlySpan<char> value) => value.Length <= LongestIdentity && BareText.CountDigits(value) is >= FewestOfIdentity and <= MostOfIdentity;

    private static bool IsLocalPhone(ReadOnlySpan<char> value) => !value.ContainsAnyExcept(" -/().+0123456789") && BareText.CountDigits(value) is >= FewestLocal and <= MostLocal;

    private static bool IsNumberOfPerson(ReadOnlySpan<char> value) => value.Length is > 1 and <= LongestOfPerson && BareText.CountDigits(value) > 1 && !value.Contains(' ');

    private static bool IsHandleOrProfile(ReadOnlySpan<char> value) => value.Length is >= 3 and <= 200 && !value.Contains(' ') && (value.Contains('/') || value.Length <= 40);

    private static bool IsPersonPage(ReadOnlySpan<char> value) => value.Length <= 300 && !value.Contains(' ') && (value.Contains("linkedin.com/in/", StringComparison.OrdinalIgnoreCase) || value.Contains("facebook.com/profile.php", StringComparison.OrdinalIgnoreCase) || value.Contains("orcid.org/0", StringComparison.OrdinalIgnoreCase));

    // "J. R.", "kmv"; a distance from where a road begins is none.
    private static bool IsInitials(ReadOnlySpan<char> value) => value.Length <= 8 && value.Length > 0 && BareText.CountDigits(value) == 0;
}
