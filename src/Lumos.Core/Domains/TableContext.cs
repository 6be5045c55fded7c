using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>What the columns of one table say about each other: a city beside a state, first names beside last names, latitude beside longitude.</summary>
internal sealed partial class TableContext
{
    private const double Seen = 0.5;
    private const double PlaceSound = 0.38, SomePlates = 0.3;
    private static readonly string[] PositionWords = ["coordinate", "coordinates", "geo", "degrees", "position", "point", "location", "latitude", "longitude", "column", "field", "attribute", "variable", "unnamed"];
    private readonly IReadOnlyList<ColumnEvidence> _columns;
    private readonly IReadOnlyList<IReadOnlyList<DomainScore>> _ranked;
    private readonly Dictionary<int, Dictionary<string, double>> _support = [];
    private readonly Dictionary<int, HashSet<string>> _against = [];

    private TableContext(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<IReadOnlyList<DomainScore>> ranked) => (_columns, _ranked) = (columns, ranked);

    /// <summary>Writes support and objections into the evidence; true for the columns that have any.</summary>
    public static bool[] Apply(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<IReadOnlyList<DomainScore>> ranked)
    {
        var context = new TableContext(columns, ranked);
        context.Coordinates();
        context.Places();
        context.People();
        context.Network();
        context.Money();
        context.Vehicles();
        context.Catalogues();
        var touched = new bool[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            if (context._support.TryGetValue(i, out var support)) columns[i].Support = support;
            if (context._against.TryGetValue(i, out var against)) columns[i].Against = against;
            touched[i] = support is not null || against is not null;
        }

        return touched;
    }

    private void Places()
    {
        var city = Find("geo.city", "geo.municipality");
        var region = Find("geo.region_code", "geo.region");
        var country = Find("geo.country", "geo.country_code");
        var street = Find("geo.street_address", "geo.street_name", "geo.full_address");
        var person = Find("person.first_name", "person.last_name", "contact.email", "contact.phone");
        var any = city >= 0 || street >= 0 || region >= 0 && (country >= 0 || person >= 0);
        for (var i = 0; i < _columns.Count; i++)
        {
            if (Named(i)) continue;
            var s = _columns[i].Sketch;
            var beside = Beside(i, city) || Beside(i, region) || Beside(i, country) || Beside(i, street);
            var postal = Share(i, "geo.postal_code");
            if (any && s.Length.Longest is >= 3 and <= 10 && !s.Rising && (postal >= 0.6 || s.Numeric > 0.9 && s.Whole && s.Decimals == 0 && s.Length is { Longest: 4 or 5, Shortest: >= 3 }) && (beside || s.LeadingZero > 0)) Support(i, "geo.postal_code", beside ? 0.78 : 0.62);
            if (s.Numeric < 0.1 && s.WithDigit < 0.1 && s.Words < 4 && s.MeanLength >= 4 && Share(i, "geo.city") >= 0.08 && (Beside(i, region) && Share(i, "geo.region") < 0.6 || Beside(i, street) || PostalBeside(i)) && Share(i, "geo.region") < 0.8 && Share(i, "geo.country") < 0.3 && Share(i, "person.first_name") < 0.4 && s.Distinct >= 3) Support(i, "geo.city", 0.68);
            // Names that sound like places and are on no list of persons.
            if (s.Numeric < 0.05 && s.WithDigit < 0.05 && s.Words < 3.2 && s.MeanLength is >= 4 and <= 22 && s.Distinct >= 5 && s.LowerStart < 0.2 && _columns[i].Sounds.Place >= PlaceSound && Share(i, "person.first_name") < 0.3) Support(i, "geo.city", 0.4 + 0.25 * _columns[i].Sounds.Place);
            if (postal >= 0.8 && s.Length.Longest <= 10) Object(i, "contact.phone");
            if (street >= 0 && i == street - 1 && s.Numeric >= 0.7 && s.Most < 100_000 && s.Whole && Top(street) == "geo.street_name") Support(i, "geo.house_number", 0.82);
            if (street >= 0 && i == street + 1 && s.Numeric >= 0.7 && s.Most < 20_000 && s.Whole && Top(street) == "geo.street_name") Support(i, "geo.house_number", 0.8);
            if (person >= 0 && s.Numeric < 0.1 && s.WithDigit > 0.8 && s.Distinctness > 0.8 && s.Count >= 3 && EndsInNumbers(i)) Support(i, "geo.street_address", 0.72);
            if (any && (beside || postal < 0.5 && PostalBeside(i)) && s.Numeric < 0.1 && s.WithDigit > 0.8 && s.Distinctness > 0.3 && EndsInNumbers(i)) Support(i, "geo.street_address", 0.8);
            if (s.Length is { Shortest: 2, Longest: <= 3 } && s.Upper > 0.9 && s.WithDigit == 0 && Beside(i, city) && Share(i, "geo.region_code") < 0.6 && Share(i, "geo.country_code") < 0.95) Support(i, "geo.region_code", 0.66);
        }

        // Streets differ in their words; "Room 12" and "Room 13" do not.
        bool EndsInNumbers(int i)
        {
            var values = _columns[i].Values;
            var ends = values.Count(static v => AddressShapes.EndsInHouseNumber(v.Key));
            return ends >= 0.75 * values.Count && values.Select(static v => v.Key.Split(' ')[0]).Distinct(StringComparer.Ordinal).Count() > 0.4 * values.Count;
        }

        bool PostalBeside(int i) => i + 1 < _columns.Count && Share(i + 1, "geo.postal_code") >= 0.8 && _columns[i + 1].Sketch.Distinctness > 0.3 && any || i > 0 && Share(i - 1, "geo.postal_code") >= 0.8 && _columns[i - 1].Sketch.Distinctness > 0.3 && _columns[i - 1].Sketch.Length.Longest >= 5 && any;
    }

    private void People()
    {
        var person = Find("person.first_name", "person.last_name", "person.full_name", "person.name", "person.gender", "person.birth_date", "person.age", "id.us_ssn") >= 0;
        var named = Find("person.first_name", "person.last_name", "person.full_name", "person.birth_date") >= 0;
        for (var i = 0; i < _columns.Count; i++)
        {
            var s = _columns[i].Sketch;
            // Nine digits in groups number invoices as well as people: without a person beside them they are no social-security number.
            if (!named && !Named(i)) Object(i, "id.us_ssn", "id.us_itin");
            if (!Named(i) && person)
            {
                if (s.Numeric > 0.95 && s.Whole && s.Least >= 0 && s.Most is <= 110 and >= 35 && s.Distinct >= 12 && s.Median is >= 14 and <= 75 && s.Most - s.Least >= 15) Support(i, "person.age", 0.62);
                if (_columns[i].LooksLikeLifetimes) Support(i, "person.birth_date", 0.94);
                if (_columns[i].OnlySpacedDigits || _columns[i].OnlyBarePhones) Support(i, "contact.phone", 0.84);
            }

            // Beside given names, a word that each row has for itself and that names no place is a family name, on a list or not.
            if (!Named(i) && NameLike(s) && s.Distinctness > 0.6 && s.LowerStart < 0.1 && s.Upper < 0.5 && Share(i, "person.first_name") < 0.5 && Share(i, "geo.city") < 0.3 && Share(i, "geo.country") < 0.3 && GivenNamesBeside(i)) Support(i, "person.last_name", 0.8);
            if (i + 1 >= _columns.Count || Named(i) || Named(i + 1)) continue;
            var (a, b) = (s, _columns[i + 1].Sketch);
            if (!NameLike(a) || !NameLike(b)) continue;
            double firstHere = Share(i, "person.first_name"), lastHere = Share(i, "person.last_name"), firstNext = Share(i + 1, "person.first_name"), lastNext = Share(i + 1, "person.last_name");
            if (firstHere >= 0.12 && firstHere > firstNext && lastNext >= 0.03 && firstHere > lastHere) Pair(i, "person.first_name", 0.88, i + 1, "person.last_name", 0.86);
            else if (firstNext >= 0.12 && firstNext > firstHere && lastHere >= 0.03 && firstNext > lastNext) Pair(i, "person.last_name", 0.86, i + 1, "person.first_name", 0.88);
        }

        // One column may stand between them: a middle name, an initial.
        bool GivenNamesBeside(int i)
        {
            for (var j = Math.Max(0, i - 2); j < Math.Min(_columns.Count, i + 3); j++)
            {
                if (j == i || Named(j) && Top(j) != "person.first_name") continue;
                var given = Share(j, "person.first_name");
                if (given >= 0.15 && NameLike(_columns[j].Sketch) && given > Share(j, "person.last_name") && given > Share(j, "geo.city") && given > Share(i, "person.first_name") + 0.1 && _columns[j].Sketch.Distinct >= 3) return !OtherFamilyName(i, j);
            }

            return false;
        }

        bool OtherFamilyName(int i, int given)
        {
            for (var j = Math.Max(0, given - 2); j < Math.Min(_columns.Count, given + 3); j++)
            {
                if (j != i && Top(j) == "person.last_name") return true;
            }

            return false;
        }

        static bool NameLike(ColumnSketch s) => (s.WithDigit < 0.05 || s.WithDigit > 0.95 && s.Words < 1.2) && s.Distinctness > 0.3 && s.WithLetter > 0.95 && s.Words < 2.4 && s.MeanLength is >= 3 and <= 14 && s.Distinct >= 3;
    }

    private void Network()
    {
        if (Find("net.ip", "net.protocol", "net.mac") < 0) return;
        for (var i = 0; i < _columns.Count; i++)
        {
            var s = _columns[i].Sketch;
            if (!Named(i) && s.Numeric > 0.95 && s.Whole && s.Least >= 0 && s.Most is > 1000 and <= 65535 && s.Distinct >= 4) Support(i, "net.port", 0.66);
        }
    }

    // Amounts travel with a currency, a date or other amounts.
    private void Money()
    {
        if (Find("money.currency_code", "bank.iban", "bank.bic") < 0) return;
        for (var i = 0; i < _columns.Count; i++)
        {
            var s = _columns[i].Sketch;
            if (!Named(i) && s.Numeric > 0.95 && !s.Whole && s.Decimals <= 2 && s.Most > 20) Support(i, "money.amount", 0.8);
        }
    }

    // Beside makes and models, short words of capitals and digits that each row has for itself are plates.
    private void Vehicles()
    {
        var vehicles = Find("vehicle.make", "vehicle.model", "vehicle.vin") >= 0;
        for (var i = 0; i < _columns.Count; i++)
        {
            var s = _columns[i].Sketch;
            // Where some are written as one land writes them only, the others are plates of another form.
            if ((vehicles || Telling(i)) && !Named(i) && s.Count >= 4 && s.Distinctness > 0.9 && s.WithDigit > 0.95 && s.Upper > 0.95 && s.Length is { Shortest: >= 4, Longest: <= 12 } && !_columns[i].SharesFirstLetter && _columns[i].Values.All(static v => PlateShapes.CouldBe(v.Key))) Support(i, "vehicle.plate", 0.9);
        }

        bool Telling(int i) => _columns[i].Values.Count(static v => PlateShapes.IsTelling(v.Key)) >= SomePlates * _columns[i].Values.Count;
    }

    // A text beside the code of a clinical vocabulary names what the code says.
    private void Catalogues()
    {
        for (var i = 1; i < _columns.Count; i++)
        {
            var meaning = Top(i - 1) switch { "code.cvx" => "health.vaccine", "code.icd10" => "health.condition", "code.rxnorm" => "health.medication", "code.loinc" => "health.measurement_name", _ => null };
            if (meaning is not null && _columns[i].Sketch.Numeric < 0.1 && _columns[i].Sketch.MeanLength > 5) Support(i, meaning, 0.7);
        }
    }

    private void Pair(int one, string first, double firstStrength, int two, string second, double secondStrength)
    {
        Support(one, first, firstStrength);
        Support(two, second, secondStrength);
    }

    private void Support(int column, string label, double strength)
    {
        if (!_support.TryGetValue(column, out var labels)) _support[column] = labels = new Dictionary<string, double>(StringComparer.Ordinal);
        labels[label] = Math.Max(labels.GetValueOrDefault(label), strength);
    }

    private void Object(int column, params string[] labels)
    {
        if (!_against.TryGetValue(column, out var against)) _against[column] = against = [];
        against.UnionWith(labels);
    }

    // A header that a domain recognises decides for itself.
    private bool Named(int column) => _ranked[column].Count > 0 && _ranked[column][0].Name is >= 0.6;

    // A header of whole words that no word of a position is among speaks of something else.
    private bool Speaks(int column)
    {
        var words = _columns[column].Header.Words;
        return words.Any(static w => w.Length >= 4 && char.IsLetter(w[0])) && !words.Any(static w => Array.IndexOf(PositionWords, w) >= 0);
    }

    private string Top(int column) => _ranked[column].Count > 0 && _ranked[column][0].Score >= Seen ? _ranked[column][0].Entry.Label : "";

    private int Find(params string[] labels)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            if (Array.IndexOf(labels, Top(i)) >= 0) return i;
        }

        return -1;
    }

    private static bool Beside(int column, int other) => other >= 0 && other != column && Math.Abs(column - other) <= 2;

    private double Share(int column, string label)
    {
        foreach (var score in _ranked[column])
        {
            if (score.Entry.Label == label) return score.Tried == 0 ? 0 : (double)score.Hits / score.Tried;
        }

        return 0;
    }
}
