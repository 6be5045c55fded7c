using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>
/// What a table whose rows are persons says about its other columns: a long number that each of them has for oneself, and nothing else
/// explains, is a telephone number, an identity number or an account of a person, whichever it is.
/// </summary>
internal static partial class PeopleTable
{
    private const double SurelyName = 0.6, EachItsOwn = 0.8, OwnNumber = 0.85;
    private const double RoundShare = 0.2, OddShare = 0.06, MixedShare = 0.5;
    private const int FewestLogins = 5;
    private const int PairsForARow = 4;
    private const int Enough = 3, FewestDigits = 7, MostDigits = 19, FewestSeparated = 7, LongForAKey = 9, TooLongForAKey = 10;
    private static readonly string[] NameLabels = ["person.first_name", "person.last_name", "person.full_name", "person.name"];

    /// <summary>Which columns hold such a number.</summary>
    /// <param name="columns">Columns of a table in order.</param>
    /// <param name="ranked">Their domains with probabilities.</param>
    public static bool[] NumbersOfPersons(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        var found = new bool[columns.Count];
        var ofPersons = RowsArePersons(columns, ranked);
        if (!ofPersons && !IsNamedAfterPersons(columns)) return found;
        // The first column numbers the rows, and the one behind a running number may.
        var secondKey = columns[0].Sketch is { Rising: true, Unique: true } ? LongForAKey : FewestDigits;
        var rows = columns.Max(static c => c.ValueCount);
        for (var i = 0; i < columns.Count; i++) found[i] = 2 * columns[i].ValueCount >= rows && !Speaks(columns[i]) && !IsMoment(ranked[i]) && IsOwnNumber(columns[i], i switch { 0 => TooLongForAKey, _ when !ofPersons => LongForAKey, 1 => secondKey, _ => FewestDigits });
        return found;
    }

    /// <summary>Whether each row stands for another person: names, or given and family names, that hardly repeat, or an e-mail address or a day of birth each.</summary>
    public static bool RowsArePersons(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        double names = 0;
        long given = 0, family = 0;
        var rows = 0;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].ValueCount < Enough) continue;
            var name = ranked[i].Where(static s => Array.IndexOf(NameLabels, s.Entry.Label) >= 0).Sum(static s => s.Probability);
            var mail = ranked[i].Count > 0 && ranked[i][0].Entry.Label == "contact.email" ? ranked[i][0].Probability : 0;
            var birth = ranked[i].Count > 0 && ranked[i][0].Entry.Label == "person.birth_date" ? ranked[i][0].Probability : 0;
            if (Math.Max(name, Math.Max(mail, birth)) < SurelyName) continue;
            if (ranked[i][0].Entry.Label is "person.first_name") given = Math.Max(given, columns[i].Values.Count);
            if (ranked[i][0].Entry.Label is "person.last_name") family = Math.Max(family, columns[i].Values.Count);
            rows = Math.Max(rows, columns[i].ValueCount);
            // A given name may occur often; with a family name beside it the two together do not.
            names += columns[i].Distinctness;
            if (names >= EachItsOwn) return true;
        }

        // Few given names and few family names still make a person for each row.
        return given * family >= PairsForARow * rows && given * family > 0;
    }

    // "customers", "clientes", "员工": whoever keeps such a list keeps a person in each row, whether or not their names stand in it. What they ordered or wrote is another list.
    private static bool IsNamedAfterPersons(IReadOnlyList<ColumnEvidence> columns) =>
        columns.Count > 1 && columns[0].Table.Words.Any(PiiRules.SpeaksOfPersons) && !columns[0].Table.Words.Any(static w => Array.IndexOf(OfDoings, w) >= 0);

    private static readonly string[] OfDoings = ["order", "invoice", "sale", "transaction", "visit", "log", "history", "appointment", "review", "rating", "payment", "product", "item", "event", "course", "activity", "account", "score", "grade", "statistics", "stats", "metrics", "summary", "survey", "feature", "interaction", "session", "message", "feedback", "segment", "churn", "model"];

    // Numbers behind a letter that lie close together were given out in turn.
    private static bool AreDense(ColumnEvidence column)
    {
        const int Apart = 100;
        long least = long.MaxValue, most = 0;
        foreach (var (value, _) in column.Values)
        {
            long number = 0;
            foreach (var c in value)
            {
                if (char.IsAsciiDigit(c)) number = number * 10 + c - '0';
            }

            (least, most) = (Math.Min(least, number), Math.Max(most, number));
        }

        return most - least <= (long)Apart * column.ValueCount;
    }

    // Days and postal codes are no numbers of one's own.
    private static bool IsMoment(IReadOnlyList<DomainScore> ranked) => ranked.Count > 0 && (ranked[0].Entry.Label.StartsWith("time.", StringComparison.Ordinal) && (ranked[0].Probability >= SurelyName || ranked[0].Entry.Label != "time.datetime") || ranked[0].Entry.Label is "geo.postal_code" or "id.isbn" or "id.isbn10" or "id.isbn13" && ranked[0].Probability >= SurelyName);

    private static bool IsWrittenAsDay(string value) => value.Length == 10 && value[4] == '-' && value[7] == '-' && BareText.CountDigits(value) == 8;

    /// <summary>Whether the table names organisations and nobody: no column of it is likely a name, an e-mail address, an account or anything else of a person.</summary>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="ranked">Their domains with probabilities.</param>
    public static bool IsOfOrganisations(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        const double Surely = 0.8, Perhaps = 0.3;
        // A table of shops or schools need not name them.
        var named = columns.Count > 0 && columns[0].Table.Words.Any(static w => Array.IndexOf(Houses, w) >= 0) && !columns[0].Table.Words.Any(PiiRules.SpeaksOfPersons);
        // Houses have an address of e-mail as well.
        var house = named;
        foreach (var scores in ranked)
        {
            if (scores.Count > 0 && scores[0].Entry.Label is "org.name" && scores[0].Probability >= Surely) named = true;
            if (scores.Where(s => s.Entry.Label.StartsWith("person.", StringComparison.Ordinal) || s.Entry.Label.StartsWith("account.", StringComparison.Ordinal) || s.Entry.Label is "contact.email" && !house || s.Entry.Label is "contact.name").Sum(static s => s.Probability) >= Perhaps) return false;
        }

        return named;
    }

    /// <summary>Whether neither a column nor the words of the table speak of persons: what stands in it is about places, wares and measurements.</summary>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="ranked">Their domains with probabilities.</param>
    public static bool IsOfNobody(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        const double Perhaps = 0.3;
        foreach (var scores in ranked)
        {
            if (scores.Where(static s => s.Entry.Pii == PiiGrade.Direct && !s.Entry.Label.StartsWith("geo.", StringComparison.Ordinal) || s.Entry.Label is "person.birth_date" or "contact.name").Sum(static s => s.Probability) >= Perhaps) return false;
        }

        return columns.Count > 1 && !columns[0].Table.Words.Any(PiiRules.SpeaksOfPersons) && !columns.Any(static c => c.Header.Words.Any(PiiRules.SpeaksOfPersons));
    }

    // A header of words that are known says itself what the number is.
    private static bool Speaks(ColumnEvidence column) => column.Header.Informative && column.Header.Words.Any(static w => char.IsLetter(w[0]) && HeaderLexicon.Default.Knows(w));

    // Where nobody lives: their addresses and telephones are nobody's.
    private static readonly string[] Houses = ["office", "branch", "store", "shop", "hotel", "restaurant", "hospital", "clinic", "school", "university", "company", "supplier", "vendor", "warehouse", "station", "bank", "pharmacy", "theater", "theatre", "library", "museum", "institution", "facility", "organisation", "depot", "dealer", "venue", "factory", "cinema", "church", "airport", "laboratory", "merchant", "carrier", "manufacturer"];

    // Numbers of one kind are as long as each other, or a digit or two apart; a list kept by hand has a few of another length.
    private static bool AreAlike(ReadOnlySpan<int> lengths, int values)
    {
        const double Nearly = 0.92;
        var most = 0;
        for (var i = 0; i + 2 < lengths.Length; i++) most = Math.Max(most, lengths[i] + lengths[i + 1] + lengths[i + 2]);
        return most >= Nearly * values;
    }

    private static bool IsOwnNumber(ColumnEvidence column, int fewestDigits)
    {
        var s = column.Sketch;
        // A spreadsheet has rounded sixteen digits to "4.55689E+15"; not all of them stay apart.
        if (s.Count >= FewestLogins && s.Distinctness >= MixedShare && column.Values.All(static v => DamagedValues.IsExponent(v.Key))) return true;
        if (s.Count < Enough || s.Distinctness < OwnNumber || column.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp && !column.OnlyDigits || s.Decimals > 0 || s.Least < 0) return false;
        int shortest = int.MaxValue, longest = 0, others = 0, lettered = 0;
        Span<int> lengths = stackalloc int[MostDigits + 2];
        if (2 * column.Values.Count(static v => IsWrittenAsDay(v.Key)) > column.Values.Count) return false;
        foreach (var (value, _) in column.Values)
        {
            var digits = BareText.CountDigits(value);
            // "12345678B", "O-811286": a letter in front or behind is part of the number.
            if (digits >= FewestSeparated - 1 && value.Length - digits <= 2 && (char.IsAsciiLetterUpper(value[0]) || char.IsAsciiLetterUpper(value[^1])) && !value.AsSpan()[1..^1].ContainsAnyExcept("-0123456789"))
            {
                lengths[Math.Min(digits + 1, MostDigits + 1)]++;
                (shortest, longest, lettered) = (Math.Min(shortest, digits + 1), Math.Max(longest, digits + 1), lettered + 1);
                continue;
            }

            // A few cells of a list kept by hand hold a word instead.
            if (value.AsSpan().ContainsAnyExcept(" -/().+0123456789") || digits < value.Length && digits < FewestSeparated)
            {
                if (++others > OddShare * column.Values.Count) return false;
                continue;
            }

            lengths[Math.Min(digits, MostDigits + 1)]++;
            (shortest, longest) = (Math.Min(shortest, digits), Math.Max(longest, digits));
        }

        // "000008248518" counts the table's own things.
        if (column.Values.All(static v => v.Key.StartsWith("000", StringComparison.Ordinal))) return false;
        // Seven digits may be an amount, which ends in noughts, or a number given out in turn.
        if (longest == FewestDigits && column.Values.Count(static v => v.Key.EndsWith("00", StringComparison.Ordinal)) > RoundShare * column.Values.Count) return false;
        if (column.OnlyDigits && column.Values.Count(static v => v.Key.EndsWith("00", StringComparison.Ordinal)) > MixedShare * column.Values.Count) return false;
        return shortest >= fewestDigits && longest <= MostDigits && AreAlike(lengths, column.Values.Count) && !(column.OnlyDigits && column.IsDense) && !(lettered > 0 && (column.SharesFirstLetter || AreDense(column)));
    }
}
