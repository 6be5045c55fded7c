namespace Lumos.Dsl.Model;

/// <summary>Spelling of the twelve operations in text, JSON and SQL comments.</summary>
public static class OperationNames
{
    private static readonly string[] Names =
    [
        "trim", "case", "collapse_whitespace", "regex_extract", "regex_split", "concat", "map_dict", "unit_convert", "date_parse", "date_format", "type_cast", "safe_math", "select_when",
    ];

    /// <summary>The twelve of version 1, in the order of <see cref="OperationKind"/>: without those behind a flag.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Take((int)OperationKind.SelectWhen)];

    /// <summary>The name of an operation.</summary>
    public static string NameOf(OperationKind kind) => Names[(int)kind];

    /// <summary>The operation of a name; false when there is none.</summary>
    public static bool TryParse(string name, out OperationKind kind)
    {
        var index = Array.IndexOf(Names, name);
        kind = (OperationKind)Math.Max(index, 0);
        return index >= 0;
    }
}
