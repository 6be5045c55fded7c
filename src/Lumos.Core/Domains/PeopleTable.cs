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
    private const double RoundShare = 0.2, OddShare = 0.06, MixedShare = 0.5, MadeOfNames = 0.8;
    private const int FewestLogins = 5, NamePart = 3, LeastSpread = 3;
    private const int PairsForARow = 4;
    private const int Enough = 3, FewestDigits = 7, MostDigits = 18, FewestSeparated = 7, LongForAKey = 9, TooLongForAKey = 10;
    private static readonly string[] NameLabels = ["person.first_name", "person.last_name", "person.full_name", "person.name"];

    /// <summary>Which columns hold such a number.</summary>
    /// <param name="columns">Columns of a table in order.</param>
    /// <param name="ranked">Their domains with probabilities.</param>
    public static bool[] NumbersOfPersons(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        var found = new bool[columns.Count];
        if (!RowsArePersons(columns, ranked)) return found;
        // The first column numbers the rows, and the one behind a running number may.
        var secondKey = columns[0].Sketch is { Rising: true, Unique: true } ? LongForAKey : FewestDigits;
        var rows = columns.Max(static c => c.ValueCount);
        for (var i = 0; i < columns.Count; i++) found[i] = 2 * columns[i].ValueCount >= rows && !Speaks(columns[i]) && !IsMoment(ranked[i]) && IsOwnNumber(columns[i], i switch { 0 => TooLongForAKey, 1 => secondKey, _ => FewestDigits });
        return found;
    }

    /// <summary>Which columns without a telling header hold logins made of the persons' names, or their passwords: words of letters and digits that follow no pattern.</summary>
    /// <param name="columns">Columns of a table in order.</param>
    /// <param name="ranked">Their domains with probabilities.</param>
    public static string?[] AccountsOfPersons(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        var found = new string?[columns.Count];
        if (!RowsArePersons(columns, ranked)) return found;
        HashSet<string> names = new(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (ranked[i].Count == 0 || Array.IndexOf(NameLabels, ranked[i][0].Entry.Label) < 0) continue;
            foreach (var (value, _) in columns[i].Values) names.UnionWith(TextFolding.Fold(value).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static w => w.Length >= NamePart).Select(static w => w[..NamePart]));
        }

        for (var i = 0; i < columns.Count; i++)
        {
            var s = columns[i].Sketch;
            if (columns[i].Header.Informative || ranked[i].Count > 0 && Array.IndexOf(NameLabels, ranked[i][0].Entry.Label) >= 0 || s.Count < Enough || s.Numeric > 0.5 || s.WithBlank > 0 || s.Length is { Shortest: < 4 } or { Longest: > 24 } || s.Distinctness < OwnNumber || s.Upper > 0.5) continue;
            if (columns[i].Values.Any(static v => v.Key.AsSpan().ContainsAny("@:/,"))) continue;
            if (s.Count >= FewestLogins && s.LowerStart > 0.9 && columns[i].Values.Count(v => names.Contains(TextFolding.Fold(v.Key)[..NamePart])) >= MadeOfNames * columns[i].Values.Count) found[i] = "account.username";
            else if (s.Count >= FewestLogins && IsWordsWithNumbers(columns[i])) found[i] = "account.username";
            else if (s.WithDigit >= MixedShare && s.WithLetter >= MixedShare && s.Length.Longest - s.Length.Shortest >= LeastSpread && !columns[i].SharesFirstLetter) found[i] = "account.password";
        }

        return found;
    }

    // "Fultses", "Wasco1982": words that need a number now and then, because somebody has the word already.
    private static bool IsWordsWithNumbers(ColumnEvidence column)
    {
        const double SomeNumbers = 0.15, Behind = 0.9;
        var (numbered, behind) = (0, 0);
        foreach (var (value, _) in column.Values)
        {
            var word = value.AsSpan().TrimEnd("0123456789");
            if (word.Length < NamePart || !char.IsAsciiLetter(word[0])) return false;
            if (!value.AsSpan().ContainsAnyInRange('0', '9')) continue;
            numbered++;
            if (!word.ContainsAnyInRange('0', '9')) behind++;
        }

        var s = column.Sketch;
        return numbered >= SomeNumbers * column.Values.Count && numbered < column.Values.Count && behind >= Behind * numbered && s.Length.Longest - s.Length.Shortest >= LeastSpread && !column.SharesFirstLetter;
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
    private static bool IsMoment(IReadOnlyList<DomainScore> ranked) => ranked.Count > 0 && (ranked[0].Entry.Label.StartsWith("time.", StringComparison.Ordinal) || ranked[0].Entry.Label == "geo.postal_code" && ranked[0].Probability >= SurelyName);

    private static bool IsWrittenAsDay(string value) => value.Length == 10 && value[4] == '-' && value[7] == '-' && BareText.CountDigits(value) == 8;

    /// <summary>Whether the table names organisations and nobody: no column of it is likely a name, an e-mail address, an account or anything else of a person.</summary>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="ranked">Their domains with probabilities.</param>
    public static bool IsOfOrganisations(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        const double Surely = 0.8, Perhaps = 0.3;
        // A table of shops or schools need not name them.
        var named = columns.Count > 0 && columns[0].Table.Words.Any(static w => Array.IndexOf(Houses, w) >= 0) && !columns[0].Table.Words.Any(PiiRules.SpeaksOfPersons);
        foreach (var scores in ranked)
        {
            if (scores.Count > 0 && scores[0].Entry.Label is "org.name" && scores[0].Probability >= Surely) named = true;
            if (scores.Where(static s => s.Entry.Label.StartsWith("person.", StringComparison.Ordinal) || s.Entry.Label.StartsWith("account.", StringComparison.Ordinal) || s.Entry.Label is "contact.email" or "contact.name").Sum(static s => s.Probability) >= Perhaps) return false;
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
    private static readonly string[] Houses = ["office", "branch", "store", "shop", "hotel", "restaurant", "hospital", "clinic", "school", "university", "company", "supplier", "vendor", "warehouse", "station", "bank", "pharmacy", "theater", "theatre", "library", "museum", "institution", "facility", "organisation", "depot", "dealer", "venue", "factory", "cinema", "church", "airport", "laboratory", "merchant"];

    private static bool IsOwnNumber(ColumnEvidence column, int fewestDigits)
    {
        var s = column.Sketch;
        // A spreadsheet has rounded sixteen digits to "4.55689E+15"; not all of them stay apart.
        if (s.Count >= FewestLogins && s.Distinctness >= MixedShare && column.Values.All(static v => DamagedValues.IsExponent(v.Key))) return true;
        if (s.Count < Enough || s.Distinctness < OwnNumber || column.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp || s.Decimals > 0 || s.Least < 0) return false;
        int shortest = int.MaxValue, longest = 0, others = 0, lettered = 0;
        if (2 * column.Values.Count(static v => IsWrittenAsDay(v.Key)) > column.Values.Count) return false;
        foreach (var (value, _) in column.Values)
        {
            var digits = BareText.CountDigits(value);
            // "12345678B", "O-811286": a letter in front or behind is part of the number.
            if (digits >= FewestSeparated - 1 && value.Length - digits <= 2 && (char.IsAsciiLetterUpper(value[0]) || char.IsAsciiLetterUpper(value[^1])) && !value.AsSpan()[1..^1].ContainsAnyExcept("-0123456789"))
            {
                (shortest, longest, lettered) = (Math.Min(shortest, digits + 1), Math.Max(longest, digits + 1), lettered + 1);
                continue;
            }

            // A few cells of a list kept by hand hold a word instead.
            if (value.AsSpan().ContainsAnyExcept(" -/().+0123456789") || digits < value.Length && digits < FewestSeparated)
            {
                if (++others > OddShare * column.Values.Count) return false;
                continue;
            }

            (shortest, longest) = (Math.Min(shortest, digits), Math.Max(longest, digits));
        }

        // Seven digits may be an amount, which ends in noughts, or a number given out in turn.
        if (longest == FewestDigits && column.Values.Count(static v => v.Key.EndsWith("00", StringComparison.Ordinal)) > RoundShare * column.Values.Count) return false;
        return shortest >= fewestDigits && longest <= MostDigits && longest - shortest <= 2 && !(column.OnlyDigits && column.IsDense) && !(lettered > 0 && (column.SharesFirstLetter || AreDense(column)));
    }
}
