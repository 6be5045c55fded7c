using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Given and family names of one person: both come from the same one. A given name that stands alone beside somebody's whole name, and is no part of it, is another's.</summary>
internal static class NameParts
{
    private const int LeastValues = 5;
    private const double Few = 0.3;

    /// <summary>Whether a column cannot be a part of the name the target asks for, because that person's whole name stands in another column and says other names.</summary>
    public static bool IsOfAnother(TargetColumnProfile target, SourceColumn source, IReadOnlyList<SourceColumn> sources)
    {
        var first = target.Means("person.first_name") >= 0.6;
        if (!first && target.Means("person.last_name") < 0.6 || source.Type.Kind != ColumnKind.Text || !source.Is("person.first_name", "person.last_name", "person.name")) return false;
        // Whom the header names itself, and who has both parts in columns of their own, needs no whole name.
        if (PersonRoles.Of(target.Words.Words).Intersect(PersonRoles.Of(source.Words.Words)).Any() || sources.Any(s => s != source && s.Is(first ? "person.last_name" : "person.first_name"))) return false;
        return sources.Where(s => s != source && s.Is("person.full_name")).ToList() is [var whole] && !IsPartOf(source, whole);
    }

    private static bool IsPartOf(SourceColumn part, SourceColumn whole)
    {
        if (part.Sample.Count < LeastValues || whole.Sample.Count < LeastValues) return true;
        var words = whole.Sample.SelectMany(static v => v.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var values = part.Sample.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return values.Count(v => v.Split(' ').All(words.Contains)) > values.Count * Few;
    }
}
