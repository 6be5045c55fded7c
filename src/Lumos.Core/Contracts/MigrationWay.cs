using Lumos.Abstractions;

namespace Lumos.Core.Contracts;

/// <summary>Where the rows of a run are computed, and why there.</summary>
/// <remarks>
/// <c>etl</c>: rows go through this process in columns. <c>elt</c>: SQL inside the engine that holds source and target, which is a DuckDB file; a contract that asks for it anywhere else is refused rather
/// than run the other way.
/// </remarks>
internal static class MigrationWay
{
    /// <summary>Rows go through this process.</summary>
    public const string Etl = "etl";

    /// <summary>Rows stay in the engine that has them.</summary>
    public const string Elt = "elt";

    /// <summary>Reason of what the contract says.</summary>
    public const string Asked = "The contract asks for it.";

    /// <summary>Why rows go through this process.</summary>
    public static string ReasonOf(RunContract contract)
    {
        if (contract.Overrides?.Strategy == Etl) return Asked;
        if (!SharesPlace(contract)) return "Source and target are not in one database.";
        return IsOneFile(contract)
            ? "Source and target are one DuckDB file, but columns streamed through this process are computed faster than by its engine ('elt' asks for the engine)."
            : "Source and target are in one database, but its server computes rows several times slower than this process does; they stream through it in columns.";
    }

    /// <summary>The way a run is to go, and why, as a plan shows it.</summary>
    public static string PlannedOf(RunContract contract) => contract.Overrides?.Strategy == Elt ? $"{Elt}: {Asked}" : $"{Etl}: {ReasonOf(contract)}";

    /// <summary>Refuses a way there is none.</summary>
    /// <exception cref="LumosException"><c>MIGRATION_STRATEGY_UNAVAILABLE</c>.</exception>
    public static void Check(RunContract contract)
    {
        if (contract.Overrides?.Strategy != Elt || IsOneFile(contract)) return;
        throw Unavailable(SharesPlace(contract) ? "Only the engine of a DuckDB file computes rows." : "Rows can be computed inside an engine only where it holds source and target, which are in two places here.");
    }

    /// <summary>The failure of a contract that asks for what there is not.</summary>
    public static LumosException Unavailable(string problem) => new(
        ErrorCode.DeterministicFailure, "MIGRATION_STRATEGY_UNAVAILABLE", $"The contract asks for 'elt', which cannot be done. {problem}", new ErrorLocation(Key: "overrides.strategy"),
        "Leave overrides.strategy out, or write etl: the rows are the same.");

    /// <summary>Whether source and target are one DuckDB file.</summary>
    public static bool IsOneFile(RunContract contract) => SharesPlace(contract) && !contract.Rhs.Location[0].Contains("://", StringComparison.Ordinal);

    private static bool SharesPlace(RunContract contract) =>
        contract.Lhs.Location is [var from] && contract.Rhs.Location is [var to] && PlaceOf(from) is { } left && PlaceOf(to) is { } right && left == right;

    /// <summary>The database a location names, without what of it; null when it is none.</summary>
    private static string? PlaceOf(string location)
    {
        if (!location.Contains("://", StringComparison.Ordinal))
        {
            var file = location.Split('#')[0];
            return file.EndsWith(".duckdb", StringComparison.OrdinalIgnoreCase) ? file : null;
        }

        try
        {
            var place = DatabaseLocation.Parse(location, "", "");
            var host = place.Settings.FirstOrDefault(static setting => setting.Key == "host").Value ?? place.Host;
            return FormattableString.Invariant($"{location[..location.IndexOf(':', StringComparison.Ordinal)]} {DatabaseLocation.Decode(host)} {place.Port} {place.Database}");
        }
        catch (LumosException)
        {
            return null;
        }
    }
}
