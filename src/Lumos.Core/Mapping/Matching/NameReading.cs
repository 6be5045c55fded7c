using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Matching;

/// <summary>A stretch of a name that says one thing.</summary>
/// <param name="Terms">Terms of the vocabulary it may say; empty for a plain word.</param>
/// <param name="Words">Its words in English, where they are known.</param>
internal sealed record NameSegment(IReadOnlyList<int> Terms, IReadOnlyList<string> Words)
{
    private const double Figurative = 0.88;
    private int? _literal;

    /// <summary>How far a term is what the words say by themselves: a department is a department first, and a region of France after that.</summary>
    public double Sense(int term)
    {
        if (Terms.Count < 2) return 1;
        var literal = _literal ??= Terms.FirstOrDefault(t => ColumnTerms.Default.NameOf(t) == string.Join(' ', Words), -1);
        return literal < 0 || literal == term ? 1 : Figurative;
    }
}

/// <summary>A column name as segments and as words.</summary>
internal sealed class NameReading
{
    private const int LongestPhrase = 9;
    private static readonly string[] Name = ["name"];

    private NameReading(IReadOnlyList<NameSegment> segments, string glued)
    {
        Segments = segments;
        Words = [.. segments.SelectMany(static s => s.Words)];
        Glued = glued;
    }

    /// <summary>Segments in order.</summary>
    public IReadOnlyList<NameSegment> Segments { get; }

    /// <summary>Words in order.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Letters and digits only, folded.</summary>
    public string Glued { get; }

    /// <summary>Whether a segment says the term.</summary>
    public bool Says(int term) => Segments.Any(s => s.Terms.Contains(term));

    /// <summary>Whether the name says the term and nothing else.</summary>
    public bool IsOnly(int term) => Segments is [var only] && only.Terms.Contains(term);

    /// <summary>Reads a name. The language is one other names of the table are in.</summary>
    public static NameReading Of(string name, string? language = null)
    {
        var terms = ColumnTerms.Default;
        string[] pieces = [.. HeaderWords.SplitTokens(name)];
        // A connective says nothing beside other words; "x" and "y" at an end are coordinates.
        string[] telling = [.. pieces.Where((t, i) => t is "x" or "y" && (i == 0 || i == pieces.Length - 1) || !HeaderWords.Connectives.AsSpan().Contains(t))];
        // Nor does the "by" of "verified by", which is a town where names are Danish.
        if (telling is [.., { Length: > 4 } done, "by"] && done.EndsWith("ed", StringComparison.Ordinal) && ColumnTerms.Default.Find(string.Concat(telling)).Length == 0) telling = telling[..^1];
        string[] tokens = [.. (telling.Length > 0 ? telling : pieces).SelectMany(terms.Cut)];
        List<NameSegment> segments = [];
        List<string> plain = [];
        for (var at = 0; at < tokens.Length;)
        {
            var (length, found) = Longest(tokens, at, terms);
            if (found.Length == 0)
            {
                plain.AddRange(Plain(tokens[at++], language, terms));
                continue;
            }

            Flush(plain, segments, terms);
            segments.Add(new NameSegment(found, WordsOf(tokens.AsSpan(at, length), found, language, terms, length == 1 && at > 0)));
            at += length;
        }

        Flush(plain, segments, terms);
        return new NameReading(Once(segments), string.Concat(tokens));
    }

    /// <summary>
    /// Reads the name of a column of a type. A unit at the end says how a number is written, not what it counts, unless the whole name is a phrase: the "min" of "ref min" is no minute.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="type">Type of the column.</param>
    /// <param name="language">Language other names of the table are in; null for none.</param>
    /// <param name="moment">Whether it holds days or moments.</param>
    public static NameReading Of(string name, ColumnType type, string? language, bool moment)
    {
        if (type.Kind is ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64)
        {
            name = name.Replace("%", " percent ", StringComparison.Ordinal);
            var whole = Of(name, language);
            return whole.Segments is [{ Terms.Count: > 0 }] ? whole : Of(MinorUnits.WithoutWord(UnitNames.WithoutUnit(Multiples.WithoutWord(name))), language);
        }

        return moment ? OfMoment(name, language) : Of(name, language);
    }

    /// <summary>Reads the name of a column that holds days or moments: "shipped on", "shipped" and "shipped date" say the same.</summary>
    public static NameReading OfMoment(string name, string? language = null)
    {
        var reading = Of(name, language);
        string[] tokens = [.. HeaderWords.SplitTokens(name)];
        // "date_order" is the date of the order.
        if (tokens is ["date", _, ..] && Of(string.Join(' ', tokens[1..]) + " date", language) is var turned && turned.Segments.Count < reading.Segments.Count) return turned;
        if (reading.Segments.Count == 0 || reading.Segments.All(static s => s.Terms.Count > 0)) return reading;
        if (tokens[^1] is "on" or "at") tokens = tokens[..^1];
        else if (reading.Words.Any(static w => w is "date" or "datetime" or "time" or "timestamp" or "day" or "year" or "month" or "since" or "until")) return reading;
        return tokens.Length == 0 ? reading : Of(string.Join(' ', tokens) + " date", language);
    }

    // "Website homepage" and "zip postal code" say one thing twice.
    private static List<NameSegment> Once(List<NameSegment> segments)
    {
        for (var i = segments.Count - 1; i > 0; i--)
        {
            if (segments[i] is not { Terms: [var only] } || segments[i - 1] is not { Terms: [var before] } || only != before) continue;
            segments[i - 1] = segments[i - 1] with { Words = [.. segments[i - 1].Words.Union(segments[i].Words, StringComparer.Ordinal)] };
            segments.RemoveAt(i);
        }

        return segments;
    }

    private static IReadOnlyList<string> Plain(string token, string? language, ColumnTerms terms) => terms.MeaningOf(token) ?? HeaderWords.Parse(token, language).Words;

    // Words that were translated or cut may make a phrase only now: "rechnungsdatum" is "invoice date".
    private static void Flush(List<string> plain, List<NameSegment> segments, ColumnTerms terms)
    {
        for (var at = 0; at < plain.Count;)
        {
            var (length, found) = Longest([.. plain], at, terms);
            if (found.Length == 0) length = 1;
            segments.Add(new NameSegment(found, [.. plain.Skip(at).Take(length)]));
            at += length;
        }

        plain.Clear();
    }

    private static (int Length, int[] Terms) Longest(string[] tokens, int at, ColumnTerms terms)
    {
        for (var length = Math.Min(LongestPhrase, tokens.Length - at); length > 0; length--)
        {
            if (terms.Find(string.Concat(tokens.AsSpan(at, length))) is { Length: > 0 } found) return (length, found.ToArray());
        }

        return (0, []);
    }

    // English words stay as they are; of a foreign phrase the term's own words tell more.
    private static List<string> WordsOf(ReadOnlySpan<string> tokens, int[] found, string? language, ColumnTerms terms, bool isPart)
    {
        List<string> words = [];
        var foreign = false;
        foreach (var token in tokens)
        {
            // "banco_nome" names no person.
            var read = isPart && HeaderWords.IsAnyName(token) ? Name : Plain(token, language, terms);
            foreign |= read.Any(w => !HeaderLexicon.Default.IsEnglish(w));
            words.AddRange(read);
        }

        if (!foreign) return words;
        foreach (var word in terms.NameOf(found[0]).Split(' '))
        {
            if (!words.Contains(word)) words.Add(word);
        }

        return words;
    }
}
