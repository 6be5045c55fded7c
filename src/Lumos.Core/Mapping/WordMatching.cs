using System.Collections.Frozen;

namespace Lumos.Core.Mapping;

/// <summary>Words of a line mean the same in headers, and which words tell what a column holds.</summary>
internal static class WordMatching
{
    // Words of a line mean the same in headers; the first one stands for all.
    private const string Synonyms = """
        id number key identifier
        customer client cust
        person patient subject individual
        phone mobile cell landline
        quantity count pieces
        amount sum
        product item article
        since joined signup registered start admission begin
        end discharge stop
        tier level grade
        gender sex
        visit encounter occurrence
        zip postal
        note notes remark remarks comment comments
        company organisation firm employer business
        created inserted entered
        updated modified changed
        url website link homepage
        supplier vendor
        revenue turnover sales
        sold sale
        employee staff worker
        title name
        ship shipping delivery deliver
        bill billing invoice
        """;

    private static readonly FrozenSet<string> Generic = FrozenSet.ToFrozenSet(["id", "name", "title", "code", "date", "type", "value", "total", "amount", "flag", "text", "concept", "time", "timestamp", "line", "full", "body", "status"]);
    private static readonly FrozenDictionary<string, string> Canonical = Read();

    private static double Weight(string word, IReadOnlySet<string> subject)
    {
        var canon = Canon(word);
        if (subject.Contains(canon)) return 0.35;
        return Generic.Contains(canon) || char.IsAsciiDigit(word[0]) ? 0.5 : 1;
    }

    /// <summary>Whether a word says what a column holds, rather than whose or of which kind.</summary>
    public static bool IsTelling(string word, IReadOnlySet<string> subject) => Weight(word, subject) >= 1;

    /// <summary>Whether a word is one many columns have, such as <c>code</c>.</summary>
    public static bool IsGeneric(string word) => Generic.Contains(Canon(word));

    /// <summary>The word that stands for all its synonyms.</summary>
    public static string Canon(string word) => Canonical.GetValueOrDefault(word, word);

    private static FrozenDictionary<string, string> Read()
    {
        Dictionary<string, string> canon = new(StringComparer.Ordinal);
        foreach (var line in Synonyms.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            foreach (var word in words) canon.TryAdd(word, words[0]);
        }

        return canon.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
