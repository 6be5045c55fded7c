using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Matching;

/// <summary>Columns of one source table, or all a table looks up, as <see cref="ColumnMatcher"/> compares them: read once, whatever they are held against. Not thread-safe.</summary>
/// <param name="columns">The columns.</param>
internal sealed class SourceSide(IReadOnlyList<SourceColumn> columns)
{
    private readonly SideNames?[] _names = new SideNames?[2];

    /// <summary>The columns.</summary>
    public IReadOnlyList<SourceColumn> Columns => columns;

    /// <summary>How near words are, remembered for all tables they are held against.</summary>
    public WordNearness Words { get; } = new();

    /// <summary>Letters and digits of each name.</summary>
    public string[] Spellings { get; } = [.. columns.Select(static c => SameNames.Spelling(c.Name))];

    /// <summary>Pieces of each name in the order of the alphabet.</summary>
    public string[] Pieces { get; } = [.. columns.Select(static c => SameNames.Pieces(c.Name))];

    /// <summary>The names as they read beside a target that asks for moments, or beside one that does not: "shipped" may be a day, and is one only where days are asked for.</summary>
    public SideNames Names(bool dated) => _names[dated ? 1 : 0] ??= Read(dated);

    private SideNames Read(bool dated)
    {
        var language = columns.Select(static s => s.Words.Language).OfType<string>().GroupBy(static l => l, StringComparer.Ordinal).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        var glued = GluedPrefix.Of([.. columns.Select(static c => c.Name)]);
        NameReading Of(SourceColumn c, string name) => NameReading.Of(name, c.Type, language, dated && (c.IsMoment || c.Type.Kind is ColumnKind.Text or ColumnKind.Int64 && c.HoldsDates));
        return new SideNames([.. columns.Select(c => Of(c, GluedPrefix.Without(glued, c.Name)))], [.. columns.Select(c => c.ShortName != c.Name ? Of(c, c.ShortName) : null)]);
    }
}
