namespace Lumos.Architecture;

/// <summary>The rooms of the house and who may know whom, as docs/design says.</summary>
internal static class House
{
    /// <summary>Packages a user can reference.</summary>
    public static readonly string[] Libraries = ["Lumos.Abstractions", "Lumos.Connectors.MySql", "Lumos.Connectors.Postgres", "Lumos.Connectors.Sqlite", "Lumos.Core", "Lumos.Dsl", "Lumos.DuckDb", "Lumos.Storage.Postgres", "Lumos.Testing"];

    /// <summary>Projects and the projects they may reference; nothing else is allowed.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Projects = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Lumos.Abstractions"] = [],
        ["Lumos.DuckDb"] = [],
        ["Lumos.Dsl"] = ["Lumos.Abstractions"],
        ["Lumos.Dsl.Generators"] = [],
        ["Lumos.Dsl.CodeFixes"] = ["Lumos.Dsl.Generators"],
        ["Lumos.Core"] = ["Lumos.Abstractions", "Lumos.Dsl", "Lumos.DuckDb"],
        ["Lumos.Connectors.MySql"] = ["Lumos.Abstractions"],
        ["Lumos.Connectors.Postgres"] = ["Lumos.Abstractions"],
        ["Lumos.Connectors.Sqlite"] = ["Lumos.Abstractions"],
        ["Lumos.Storage.Postgres"] = ["Lumos.Abstractions"],
        ["Lumos.Testing"] = ["Lumos.Abstractions"],
        ["Lumos.Host"] = ["Lumos.Abstractions", "Lumos.Connectors.MySql", "Lumos.Connectors.Postgres", "Lumos.Connectors.Sqlite", "Lumos.Core", "Lumos.Dsl", "Lumos.Dsl.Generators", "Lumos.DuckDb", "Lumos.Storage.Postgres", "Lumos.Testing"],
    };

    /// <summary>Rooms of Lumos.Core that are foundations: they know no stage.</summary>
    public static readonly string[] Foundations = ["Artifacts", "Inference", "Ledger", "Pii", "Policy", "State", "Supervision", "Vocabulary"];

    /// <summary>Rooms of Lumos.Core that are stages: they know foundations, not each other.</summary>
    public static readonly string[] Stages = ["Ingest", "Domains", "Mapping", "Analysis", "Migration"];
}
