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

    // "J. R.", "kmv"; a distance from where a road begins is none.
    private static bool IsInitials(ReadOnlySpan<char> value) => value.Length <= 8 && value.Length > 0 && BareText.CountDigits(value) == 0;
}
