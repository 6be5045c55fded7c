using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Matching;

/// <summary>Columns of one target table, or some of them, as <see cref="ColumnMatcher"/> compares them: read once, whatever is held against them. Immutable.</summary>
internal sealed class TargetSide
{
    /// <summary>Reads names, descriptions and values.</summary>
    public TargetSide(IReadOnlyList<TargetColumnProfile> columns)
    {
        Columns = columns;
        AsksForMoments = columns.Any(static c => c.IsMoment);
        var glued = GluedPrefix.Of([.. columns.Select(static c => c.Column.Name)]);
        var shared = SharedPrefix.Of([.. columns.Select(static c => c.Column.Name)]);
        Names = new SideNames([.. columns.Select(c => Read(c, GluedPrefix.Without(glued, c.Column.Name)))], [.. columns.Select(c => shared.Strip(c.Column.Name) is var left && left != c.Column.Name ? Read(c, left) : null)]);
        Spellings = [.. columns.Select(static c => SameNames.Spelling(c.Column.Name))];
        Pieces = [.. columns.Select(static c => SameNames.Pieces(c.Column.Name))];
        Described = [.. columns.Select((c, i) => c.Description.Words.Concat(Names.Whole[i].Words).ToHashSet(StringComparer.Ordinal))];
        DescribedStems = [.. Described.Select(static d => d.Select(WordNearness.Stem).ToHashSet(StringComparer.Ordinal))];
        Values = new ValueIndex(columns);
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TargetColumnProfile> Columns { get; }

    /// <summary>Whether a column holds days or moments.</summary>
    public bool AsksForMoments { get; }

    /// <summary>The names.</summary>
    public SideNames Names { get; }

    /// <summary>Letters and digits of each name.</summary>
    public string[] Spellings { get; }

    /// <summary>Pieces of each name in the order of the alphabet.</summary>
    public string[] Pieces { get; }

    /// <summary>Words of each name and description.</summary>
    public HashSet<string>[] Described { get; }

    /// <summary>Stems of those words.</summary>
    public HashSet<string>[] DescribedStems { get; }

    /// <summary>Allowed and example values.</summary>
    public ValueIndex Values { get; }

    private static NameReading Read(TargetColumnProfile column, string name) => NameReading.Of(name, column.Column.Type, null, column.IsMoment);
}
