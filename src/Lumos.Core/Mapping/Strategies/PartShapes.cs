using System.Text.RegularExpressions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>One part of a value that holds several, and how it is cut out.</summary>
/// <param name="Words">Words of a target's name that ask for it; any line of them, all words of the line.</param>
/// <param name="Meanings">Meanings of a target that ask for it.</param>
/// <param name="Cut">From the whole text to the part.</param>
internal sealed record ValuePart(string[] Words, string[] Meanings, Func<Pipe, Pipe> Cut)
{
    /// <summary>Whether a target column asks for the part.</summary>
    public bool IsAsked(TargetColumnProfile target) =>
        Meanings.Any(m => target.Means(m) >= 0.6) || Words.Any(line => line.Split(' ') is var words && words.All(target.Words.Words.Contains) && target.Words.Words.Count <= words.Length + 1);
}

/// <summary>A way values that hold several parts are written. Decided by the values: nearly all must be of the shape.</summary>
/// <param name="Name">What it is, for a person.</param>
/// <param name="Shape">Test of a value.</param>
/// <param name="Parts">Its parts.</param>
internal sealed record PartShape(string Name, Regex Shape, ValuePart[] Parts)
{
    private const double Nearly = 0.9;
    private const RegexOptions Plain = RegexOptions.CultureInvariant;

    private static readonly string[] City = ["city", "town", "locality"], State = ["state", "region", "province"], Zip = ["zip", "postal code", "postcode"], Street = ["street", "address line", "street address"];
    private static readonly string[] CityMeans = ["geo.city", "geo.locality", "geo.municipality"], StateMeans = ["geo.region", "geo.region_code"], ZipMeans = ["geo.postal_code"], StreetMeans = ["geo.street_address", "geo.street_name"];

    private static readonly string Currencies = string.Join('|', WordLists.ReadLines("currencies.txt").Select(static l => l[..3]).Where(static c => c.All(char.IsAsciiLetterUpper)).Distinct());

    /// <summary>Shapes, the narrowest first.</summary>
    public static IReadOnlyList<PartShape> All { get; } =
    [
        new("street, city, state and ZIP code", new(@"^[^,]+, *[^,]+, *[A-Z]{2},? +[0-9]{5}(-[0-9]{4})?$", Plain),
        [
            new(Street, StreetMeans, static p => p.SplitAt(",", 1).Trim()), new(City, CityMeans, static p => p.SplitAt(",", 2).Trim()),
            new(State, StateMeans, static p => p.RegexExtract("([A-Z][A-Z]),? +[0-9]{5}(?:-[0-9]{4})?$", 1)), new(Zip, ZipMeans, static p => p.RegexExtract("[0-9]{5}(?:-[0-9]{4})?$")),
        ]),
        new("city, state and ZIP code", new(@"^[^,0-9]+, *[A-Z]{2},? +[0-9]{5}(-[0-9]{4})?$", Plain),
        [
            new(City, CityMeans, static p => p.SplitAt(",", 1).Trim()), new(State, StateMeans, static p => p.RegexExtract("([A-Z][A-Z]),? +[0-9]{5}(?:-[0-9]{4})?$", 1)), new(Zip, ZipMeans, static p => p.RegexExtract("[0-9]{5}(?:-[0-9]{4})?$")),
        ]),
        new("city and state", new(@"^[^,0-9]+, *[A-Z]{2}$", Plain), [new(City, CityMeans, static p => p.SplitAt(",", 1).Trim()), new(State, StateMeans, static p => p.SplitAt(",", 2).Trim())]),
        new("street, postal code and city", new(@"^[^,]+, *[0-9]{4,5} +[^0-9,]+$", Plain),
        [
            new(Street, StreetMeans, static p => p.SplitAt(",", 1).Trim()), new(Zip, ZipMeans, static p => p.SplitAt(",", 2).Trim().RegexExtract("^[0-9]+")), new(City, CityMeans, static p => p.SplitAt(",", 2).Trim().RegexExtract("^[0-9]+ +([^ ].*)$", 1)),
        ]),
        new("postal code and city", new(@"^[0-9]{4,5} +[^0-9,]+$", Plain), [new(Zip, ZipMeans, static p => p.RegexExtract("^[0-9]+")), new(City, CityMeans, static p => p.RegexExtract("^[0-9]+ +([^ ].*)$", 1))]) { StartsWithZip = true },
        new("latitude and longitude", new(@"^\(?-?[0-9]{1,2}\.[0-9]+(,| |;) *-?[0-9]{1,3}\.[0-9]+\)?$", Plain),
        [
            new(["latitude", "lat"], ["geo.latitude"], static p => p.RegexExtract(@"^\(?(-?[0-9]+\.[0-9]+)", 1)), new(["longitude", "lon", "lng"], ["geo.longitude"], static p => p.RegexExtract(@"(-?[0-9]+\.[0-9]+)\)?$", 1)),
        ]),
        new("point", new(@"^POINT ?\(-?[0-9.]+ -?[0-9.]+\)$", Plain),
        [
            new(["longitude", "lon", "lng"], ["geo.longitude"], static p => p.RegexExtract(@"\((-?[0-9.]+)", 1)), new(["latitude", "lat"], ["geo.latitude"], static p => p.RegexExtract(@" (-?[0-9.]+)\)$", 1)),
        ]),
        new("blood pressure", new(@"^[0-9]{2,3} ?/ ?[0-9]{2,3}( ?mmHg)?$", Plain), [new(["systolic"], [], static p => p.RegexExtract("^[0-9]+")), new(["diastolic"], [], static p => p.RegexExtract("/ *([0-9]+)", 1))]),
        new("amount and currency", new("^-?[0-9]+([.][0-9]{1,4})? ?(" + Currencies + ")$", Plain), [new(["currency"], ["money.currency_code"], static p => p.RegexExtract("[A-Z]{3}$")), new(["amount", "price", "total", "value"], [], static p => p.RegexExtract(@"^-?[0-9]+(?:\.[0-9]+)?"))]),
        new("currency and amount", new("^(" + Currencies + ") ?-?[0-9]+([.][0-9]{1,4})?$", Plain), [new(["currency"], ["money.currency_code"], static p => p.RegexExtract("^[A-Z]{3}")), new(["amount", "price", "total", "value"], [], static p => p.RegexExtract(@"-?[0-9]+(?:\.[0-9]+)?$"))]),
        new("e-mail address", new(@"^[^@\s]+@[^@\s]+\.[A-Za-z]+$", Plain), [new(["domain", "email domain"], ["web.domain"], static p => p.RegexExtract("@(.+)$", 1)), new(["username", "login", "local part"], [], static p => p.RegexExtract("^[^@]+"))]),
        new("web address", new(@"^https?://[^/\s]+", Plain), [new(["domain", "host", "hostname"], ["web.domain", "net.hostname"], static p => p.RegexExtract("^https?://([^/:?#]+)", 1))]),
        new("three measures", new(@"^[0-9.]+ ?[x×X] ?[0-9.]+ ?[x×X] ?[0-9.]+( ?[a-z]{2})?$", Plain),
        [
            new(["length"], [], static p => p.RegexExtract("^[0-9.]+")), new(["width"], [], static p => p.RegexSplit(" ?[x×X] ?", 2)), new(["height", "depth"], [], static p => p.RegexSplit(" ?[x×X] ?", 3).RegexExtract("^[0-9.]+")),
        ]),
        new("two ISBNs", new("^[0-9]{9}[0-9X],? +97[89][0-9]{10}$", Plain), [new(["isbn 10", "isbn10"], ["id.isbn10"], static p => p.RegexExtract("^[0-9]{9}[0-9X]")), new(["isbn 13", "isbn13"], ["id.isbn13"], static p => p.RegexExtract("97[89][0-9]{10}$"))]),
        new("an ISBN in brackets", new(@"^\[[0-9]{9}[0-9X]\]$", Plain), [new(["isbn 10", "isbn10"], ["id.isbn10"], static p => p.RegexExtract("[0-9]{9}[0-9X]"))]),
        new("code and label", new(@"^[A-Z0-9][A-Z0-9.]* (-|–|:) [A-Za-z].+$", Plain), [new(["code"], ["code.icd10"], static p => p.RegexExtract("^[A-Z0-9.]+")), new(["description", "label", "name", "text", "display"], ["text.description"], static p => p.RegexExtract("^[A-Z0-9.]+ [-–:] (.+)$", 1))]),
    ];

    /// <summary>Whether nearly all values are of the shape.</summary>
    public bool Fits(IReadOnlyList<string> values) => values.Count > 0 && values.Count(v => Shape.IsMatch(v) && !(StartsWithZip && EndsInStreetWord(v))) >= values.Count * Nearly;

    /// <summary>Whether the first number could as well be a house number.</summary>
    public bool StartsWithZip { get; init; }

    // "6994 Main Ln" is a street.
    private static bool EndsInStreetWord(string value) => AddressShapes.IsStreetWord(TextFolding.Fold(value[(value.LastIndexOf(' ') + 1)..]).TrimEnd('.'));
}
