using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>How well a header says what a domain is called.</summary>
internal sealed class NameMatcher(DomainCatalog catalog)
{
    private const double UnknownWord = 1.0;
    private const double NoContext = 0.82;
    private const double BareWord = 0.9;
    private const double KnownSubject = 0.5;
    private const double Near = 0.8;
    private static readonly string[] Bare = ["name", "code", "description", "abbreviation", "title", "type"];
    private static readonly string[] Drawers = ["table", "data", "list", "raw", "tbl", "dim", "fact", "stage", "staging", "import", "export", "dataset", "sample", "view", "csv", "file", "test", "old", "new", "master", "full", "clean"];

    private static readonly string[] Attributes =
    [
        "available", "paid", "sold", "lost", "won", "due", "direct", "indirect", "monthly", "weekly", "daily", "yearly", "annual", "quarterly", "hourly", "total", "estimated", "planned", "given", "taken", "left", "departing", "arriving", "min", "max", "avg", "usd", "eur", "gbp",
        "raw", "net", "gross", "overall", "cumulative", "in", "out", "per", "home", "away", "male", "female", "men", "women", "year", "month", "week", "day", "hour", "start", "end",
    ];

    // Words that say whose or which, not what.
    private static readonly HashSet<string> Neutral = new(StringComparer.Ordinal)
    {
        "customer", "client", "patient", "employee", "user", "member", "person", "contact", "guest", "student", "passenger", "personal", "my", "our", "primary", "main", "home", "work", "business", "office", "private", "current",
        "old", "new", "original", "source", "target", "raw", "clean", "billing", "bill", "shipping", "ship", "mailing", "delivery", "preferred", "alternate", "secondary", "other", "default", "full", "actual", "list", "value", "buyer", "seller", "sender", "recipient",
        "data", "field", "info", "information", "text", "string", "txt", "str", "input", "output", "final", "last", "latest", "order", "ordered", "first", "next", "previous", "local", "official", "legal", "valid",
    };

    // Words of the catalog's names; most headers share none with most names.
    private readonly string[] _parts = [.. catalog.Entries.SelectMany(static e => e.Names).SelectMany(static n => n).Distinct(StringComparer.Ordinal)];

    // Things of which the catalog knows the name, the code, the type: "city name".
    private readonly HashSet<string> _subjects = [.. catalog.Entries.SelectMany(static e => e.Names).Where(static n => n.Count == 2 && Array.IndexOf(Bare, n[1]) >= 0).Select(static n => n[0] + " " + n[1])];

    /// <summary>Finds, once per column, which words of the catalog its header could mean.</summary>
    public IReadOnlySet<string> Prepare(ColumnEvidence column)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        IEnumerable<string> words = SubjectOf(column) is { } subject ? column.Header.Words.Concat(subject) : column.Header.Words;
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            found.Add(word);
            // "commuter" is no misspelt "computer".
            if (word.Length < 5 || HeaderLexicon.Default.IsEnglish(word)) continue;
            foreach (var part in _parts)
            {
                if (part.Length >= 5 && WordDistance.Closeness(part, word, Near) > 0) found.Add(part);
            }
        }

        return found;
    }

    /// <summary>0 to 1, and the phrase that matched best.</summary>
    public double Match(DomainEntry entry, ColumnEvidence column, IReadOnlySet<string> possible, out string phrase)
    {
        phrase = "";
        if (!column.Header.Informative) return 0;
        var words = WithoutUnits(column.Header.Words, entry, column.Unit);
        if (RulesOut(entry, words)) return 0;

        var subject = SubjectOf(column);
        // Where the catalog knows the name of such a thing, the bare word is hardly another's.
        var bare = subject is not null && _subjects.Contains(subject[0] + " " + subject[1]) ? KnownSubject : BareWord;
        IReadOnlyList<string>? turned = column.Header.HeadLast is { } last ? [.. last.Where(w => w != column.Unit && Array.IndexOf(entry.Definition.Units, w) < 0)] : null;
        double best = 0;
        foreach (var name in entry.Names)
        {
            if (!Shares(name, possible) || name is [{ Length: 1 }] && words.Count(static w => !char.IsAsciiDigit(w[0])) > 1) continue;
            var score = Similarity(name, words, column.Table.Words, entry.Definition.AnySubject);
            if (turned is not null) score = Math.Max(score, Similarity(name, turned, column.Table.Words, entry.Definition.AnySubject));
            // "name" in a table of countries is a country name.
            if (subject is not null) score = Math.Max(score * bare, name.Count > 1 ? Similarity(name, subject, [], false) : 0);
            if (score <= best) continue;
            best = score;
            phrase = string.Join(' ', name);
        }

        if (entry.Definition.Context.Length > 0 && !Array.Exists(entry.Definition.Context, c => column.Context.Contains(c) || words.Contains(c))) best *= NoContext;
        return best;
    }

    /// <summary>What an embedding model tells of the header, 0 to 0.85; nothing where a word of it rules the domain out, or where no model took part.</summary>
    public static double Paraphrases(DomainEntry entry, ColumnEvidence column) =>
        column.Resemblance?.NameOf(entry.Label) is { } tells and > 0 && !RulesOut(entry, WithoutUnits(column.Header.Words, entry, column.Unit)) ? tells : 0;

    // "head of state" is a name of the catalog, though a state is no person.
    private static bool RulesOut(DomainEntry entry, IReadOnlyList<string> words) => Array.Exists(entry.Definition.Not, words.Contains) && !entry.Names.Any(n => n.SequenceEqual(words));

    private static bool Shares(IReadOnlyList<string> name, IReadOnlySet<string> possible)
    {
        for (var i = 0; i < name.Count; i++)
        {
            if (possible.Contains(name[i])) return true;
        }

        return false;
    }

    // A bare word such as "name" takes the thing the table is about as its subject.
    private IReadOnlyList<string>? SubjectOf(ColumnEvidence column)
    {
        if (column.Header.Words is not [var only] || Array.IndexOf(Bare, only) < 0) return null;
        var words = column.Table.Words.Where(static w => w.Length > 2 && !char.IsAsciiDigit(w[0]) && Array.IndexOf(Drawers, w) < 0).ToList();
        if (words.Count == 0) return null;
        // Tables are called after what they hold, last in English and first elsewhere; "united states top 50" are no states.
        if (!_subjects.Contains(words[^1] + " " + only) && _subjects.Contains(words[0] + " " + only)) return [words[0], only];
        return [words[^1], only];
    }

    private double Similarity(IReadOnlyList<string> name, IReadOnlyList<string> words, IReadOnlyList<string> table, bool anySubject)
    {
        double named = 0, matched = 0;
        var last = -1;
        Span<bool> used = stackalloc bool[words.Count];
        used.Clear();
        foreach (var part in name)
        {
            var weight = Weight(part);
            named += weight;
            var (at, closeness) = Find(part, words, used);
            if (at < 0) continue;
            used[at] = true;
            matched += weight * closeness;
            last = Math.Max(last, at);
        }

        if (matched <= 0) return 0;
        var covered = matched / named;
        double extra = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (used[i] || char.IsAsciiDigit(words[i][0])) continue;
            if (anySubject && i < last) continue;
            // English names end in what they are: "phone model" is a model, whatever stands before it.
            if (Neutral.Contains(words[i]) || table.Contains(words[i]) || i > last && IsAttribute(words[i])) extra += i > last ? 0.15 : 0.03;
            else extra += Weight(words[i]) * (i > last ? 1.6 : 0.5);
        }

        return Math.Pow(covered, 1.5) * (named / (named + extra)) * (anySubject && words.Count > name.Count ? 0.97 : 1);
    }

    // "quantity reserved", "price monthly": what stands behind the thing says which, not what.
    private static bool IsAttribute(string word) => Array.IndexOf(Attributes, word) >= 0 || word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal) && word is not ("speed" or "breed" or "bleed" or "exceed" or "indeed");

    private double Weight(string word) => catalog.WordWeights.GetValueOrDefault(word, UnknownWord);

    private static (int At, double Closeness) Find(string part, IReadOnlyList<string> words, Span<bool> used)
    {
        var bestAt = -1;
        double best = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (used[i]) continue;
            if (words[i] == part) return (i, 1);
            if (part.Length < 5 || words[i].Length < 5 || HeaderLexicon.Default.IsEnglish(words[i])) continue;
            var closeness = WordDistance.Closeness(part, words[i], Near);
            if (closeness > best) (bestAt, best) = (i, closeness * 0.95);
        }

        return (bestAt, best);
    }

    private static IReadOnlyList<string> WithoutUnits(IReadOnlyList<string> words, DomainEntry entry, string? unit)
    {
        if (words.Count < 2 || entry.Definition.Units.Length == 0) return words;
        var last = words[^1];
        return last == unit || Array.IndexOf(entry.Definition.Units, last) >= 0 ? [.. words.Take(words.Count - 1)] : words;
    }
}
