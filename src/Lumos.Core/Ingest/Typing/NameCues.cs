using System.Collections.Frozen;

namespace Lumos.Core.Ingest.Typing;

/// <summary>What the words of a standard column name hint at. Hints only tip a balance; the values decide.</summary>
internal sealed class NameCues
{
    private static readonly FrozenSet<string> DateWords = Set("date", "datum", "fecha", "data", "day", "dob", "birth", "birthday", "born", "dt", "when", "since", "until", "expiry", "expires", "created", "updated", "modified", "at", "on", "time", "timestamp", "ts", "signup", "joined", "opened", "closed", "start", "end", "shipped", "due");
    private static readonly FrozenSet<string> NumberWords = Set("amount", "price", "cost", "total", "sum", "qty", "quantity", "count", "weight", "height", "length", "width", "rate", "score", "pct", "percent", "balance", "fee", "tax", "discount", "salary", "revenue", "age", "size", "volume", "lat", "lon", "latitude", "longitude", "units", "paid", "net", "gross", "betrag", "preis", "menge", "temperature", "area", "population", "satz", "taux", "stawka", "tasa", "aliquota", "sats", "tarief");
    private static readonly FrozenSet<string> CodeWords = Set("zip", "zipcode", "postal", "postcode", "plz", "phone", "tel", "telephone", "mobile", "fax", "ssn", "isbn", "ean", "upc", "gtin", "sku", "iban", "bic", "account", "card", "cvv", "code", "npi", "vat", "tin", "passport", "licence", "license", "fips", "naics", "sic", "serial", "barcode", "imei", "nhs", "mrn", "ndc", "routing", "extension", "pin");
    private static readonly FrozenSet<string> IdWords = Set("id", "key", "uuid", "guid", "ref", "reference", "no", "nr", "num", "pk", "fk", "ident", "identifier");
    private static readonly FrozenSet<string> FlagWords = Set("is", "has", "flag", "active", "enabled", "disabled", "deleted", "valid", "can", "allow", "opt", "optin", "subscribed", "verified", "consent", "paid", "smoker", "yn", "bool", "boolean");
    private static readonly FrozenSet<string> PersonWords = Set("surname", "lastname", "last", "family", "name", "nachname", "apellido", "nom");
    private static readonly FrozenSet<string> BirthWords = Set("birth", "birthday", "born", "dob", "birthdate");
    private static readonly FrozenDictionary<string, string> Units = MakeUnits();

    private readonly string[] _words;

    /// <summary>Reads a standard name.</summary>
    public NameCues(string standardName)
    {
        ArgumentNullException.ThrowIfNull(standardName);
        _words = standardName.Split('_', StringSplitOptions.RemoveEmptyEntries);
    }

    public bool Date => Any(DateWords);

    /// <summary>A quantity. The last word is the thing named: an account balance is a quantity, a phone number is not.</summary>
    public bool Number => Last(NumberWords) || (Any(NumberWords) && !Any(CodeWords));

    /// <summary>Digits that are a code: never computed with, leading zeros matter.</summary>
    public bool Code => _words.Any(w => CodeWords.Contains(w) && !(w == "vat" && Any(NumberWords))) && !Last(NumberWords);

    /// <summary>Value added tax: a number it is registered under, its share or its amount.</summary>
    public bool Vat => _words.Contains("vat") && !Any(IdWords);

    public bool Id => Any(IdWords);

    public bool Flag => Any(FlagWords);

    public bool PersonName => Any(PersonWords);

    public bool Birth => Any(BirthWords);

    /// <summary>Unit named by the last word (or by "in_kg"); null for none. Square feet are no feet.</summary>
    public string? Unit => _words.Length > 1 && _words[^2] is not ("sq" or "square" or "cu" or "cubic") ? Units.GetValueOrDefault(_words[^1]) : null;

    private bool Last(FrozenSet<string> words) => _words.Length > 0 && words.Contains(_words[^1]);

    private bool Any(FrozenSet<string> words) => _words.Any(words.Contains);

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);

    // Spellings of the units the transform language converts between.
    private static FrozenDictionary<string, string> MakeUnits()
    {
        var units = new Dictionary<string, string>
        {
            ["kg"] = "kg", ["kgs"] = "kg", ["kilogram"] = "kg", ["kilograms"] = "kg", ["g"] = "g", ["gram"] = "g", ["grams"] = "g", ["lb"] = "lb", ["lbs"] = "lb", ["pounds"] = "lb", ["oz"] = "oz", ["ounces"] = "oz",
            ["m"] = "m", ["meters"] = "m", ["metres"] = "m", ["km"] = "km", ["cm"] = "cm", ["mm"] = "mm", ["in"] = "in", ["inch"] = "in", ["inches"] = "in", ["ft"] = "ft", ["feet"] = "ft", ["mi"] = "mi", ["miles"] = "mi", ["yd"] = "yd",
            ["l"] = "l", ["liters"] = "l", ["litres"] = "l", ["ml"] = "ml", ["gal"] = "gal_us", ["gallons"] = "gal_us",
            ["celsius"] = "C", ["c"] = "C", ["fahrenheit"] = "F", ["f"] = "F", ["kelvin"] = "K",
            ["sec"] = "s", ["secs"] = "s", ["seconds"] = "s", ["min"] = "min", ["mins"] = "min", ["minutes"] = "min", ["hours"] = "h", ["hrs"] = "h", ["days"] = "d",
            ["kb"] = "kb", ["mb"] = "mb", ["gb"] = "gb", ["bytes"] = "b", ["pct"] = "%", ["percent"] = "%",
        };
        return units.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
