using System.Collections.Frozen;

namespace Lumos.Core.Vocabulary;

/// <summary>Small word lists that travel in the assembly. Members are folded (lower case, no accents) unless the list says otherwise.</summary>
internal static class WordLists
{
    private const string Root = "Lumos.Core.Vocabulary.Lists.";

    /// <summary>Given names of the whole world: the list that came first, those of the folder of names, and those written in the letters of their own people.</summary>
    public static HashSet<string> FirstNames => Lazily.People.Value.Given;

    /// <summary>Family names of the same peoples.</summary>
    public static HashSet<string> LastNames => Lazily.People.Value.Family;

    /// <summary>ISO 3166-1 alpha-2 codes, upper case.</summary>
    public static FrozenSet<string> CountryCodes => Lazily.Countries.Value.Codes;

    /// <summary>ISO 3166-1 countries.</summary>
    public static CountryList Countries => Lazily.Countries.Value;

    /// <summary>Reads embedded lists by name into one set: members separated by commas and line ends, folded; <c>#</c> starts a comment.</summary>
    public static FrozenSet<string> Load(params string[] names) =>
        names.SelectMany(ReadLines).SelectMany(static l => l.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(TextFolding.Fold).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Lines of an embedded list without comments and blank ones.</summary>
    public static IEnumerable<string> ReadLines(string name)
    {
        using var stream = typeof(WordLists).Assembly.GetManifestResourceStream(Root + name)
            ?? throw new ArgumentException($"There is no list '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') yield return line;
        }
    }

    /// <summary>Lines of all embedded lists of a folder: the common one, whose meanings come first, then list by list in the order of their names.</summary>
    public static IEnumerable<string> ReadFolder(string folder)
    {
        var prefix = Root + folder + ".";
        return typeof(WordLists).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(name => name != prefix + "common.txt").ThenBy(static name => name, StringComparer.Ordinal)
            .SelectMany(static name => ReadLines(name[Root.Length..]));
    }

    // Sets of this size are dear to freeze at every start, and a look into a plain one costs hardly more.
    private static (HashSet<string> Given, HashSet<string> Family) ReadNames()
    {
        const int Size = 20_000;
        HashSet<string> given = new(Size, StringComparer.Ordinal), family = new(Size, StringComparer.Ordinal);
        Add(given, ReadLines("first_names.txt"));
        Add(family, ReadLines("last_names.txt"));
        foreach (var line in ReadFolder("Names").Concat(ReadFolder("ScriptNames")))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            Add(line.StartsWith("given:", StringComparison.Ordinal) ? given : family, [line[(colon + 1)..]]);
        }

        return (given, family);

        static void Add(HashSet<string> names, IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                foreach (var name in line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) names.Add(TextFolding.Fold(name));
            }
        }
    }

    private static class Lazily
    {
        internal static readonly Lazy<(HashSet<string> Given, HashSet<string> Family)> People = new(ReadNames);
        internal static readonly Lazy<CountryList> Countries = new(static () => new CountryList(ReadLines("countries.txt")));
    }
}
