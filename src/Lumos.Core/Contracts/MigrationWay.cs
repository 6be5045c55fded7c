using Lumos.Abstractions;

namespace Lumos.Core.Contracts;

/// <summary>Where the rows of a run are computed, and why there.</summary>
/// <remarks>
/// <c>etl</c>: rows go through this process in columns. <c>elt</c>, SQL inside the engine that holds source and target, is what no target offers yet: a contract that asks for it is refused rather than run the
/// other way.
/// </remarks>
internal static class MigrationWay
{
    /// <summary>Rows go through this process.</summary>
    public const string Etl = "etl";

    /// <summary>Rows stay in the engine that has them.</summary>
    public const string Elt = "elt";

    /// <summary>Why rows go through this process.</summary>
    public static string ReasonOf(RunContract contract)
    {
        if (contract.Overrides?.Strategy == Etl) return "The contract asks for it.";
        return SharesPlace(contract)
            ? "Source and target are in one database, but no target computes rows inside its engine; they stream through this process in columns."
            : "Source and target are not in one database.";
    }

    /// <summary>Refuses a way there is none.</summary>
    /// <exception cref="LumosException"><c>MIGRATION_STRATEGY_UNAVAILABLE</c>.</exception>
    public static void Check(RunContract contract)
    {
        if (contract.Overrides?.Strategy != Elt) return;
        var problem = SharesPlace(contract) ? "No target computes rows inside its engine." : "Rows can be computed inside an engine only where it holds source and target, which are in two places here.";
        throw new LumosException(
            ErrorCode.DeterministicFailure, "MIGRATION_STRATEGY_UNAVAILABLE", $"The contract asks for 'elt', which cannot be done. {problem}", new ErrorLocation(Key: "overrides.strategy"),
            "Leave overrides.strategy out, or write etl: the rows are the same.");
    }

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
