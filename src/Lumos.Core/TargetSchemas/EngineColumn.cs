namespace Lumos.Core.TargetSchemas;

/// <summary>A column of a table of the embedded engine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The engine's word for its type.</param>
/// <param name="Default">SQL of its default; null for none.</param>
internal sealed record EngineColumn(string Name, string Type, string? Default = null)
{
    /// <summary>A moment with a zone, which is staged without one, in UTC.</summary>
    public const string Moment = "TIMESTAMP WITH TIME ZONE";

    /// <summary>Whether NULL is allowed.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>Whether values are staged as something else than they are stored as.</summary>
    public static bool IsOwn(string type) => IsText(type) || type == Moment;

    /// <summary>Whether values are staged as texts and stored as a type of the engine's own.</summary>
    public static bool IsText(string type) => type is "UUID" or "JSON" or "TIME" || type.StartsWith("ENUM(", StringComparison.Ordinal);
}
