using System.Text.RegularExpressions;
using Lumos.Abstractions;

namespace Lumos.Core.Contracts;

/// <summary>
/// Reads how a table is put into the target, as a contract says it: <c>upsert</c>, <c>scd2</c> or <c>scd2(valid_from, valid_to)</c>, with <c>, add columns</c>
/// behind it where columns may be added, and <c>, delete missing</c> behind an upsert that also deletes.
/// </summary>
internal static partial class LoadRules
{
    private static readonly (string Name, LoadStrategy Strategy)[] Names =
    [
        ("auto", LoadStrategy.Auto), ("replace", LoadStrategy.Replace), ("insert", LoadStrategy.Insert), ("append", LoadStrategy.Append), ("upsert", LoadStrategy.Upsert), ("scd2", LoadStrategy.Scd2),
    ];

    /// <summary>What may be written.</summary>
    public static string Choices => string.Join(", ", Names.Select(static name => name.Name)) + ", scd2(valid_from, valid_to), each with ', add columns' behind it, and upsert with ', delete missing'";

    /// <summary>The word of a strategy.</summary>
    public static string NameOf(LoadStrategy strategy) => Names.First(name => name.Strategy == strategy).Name;

    /// <summary>Reads a rule; null when it is none.</summary>
    public static TableLoad? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match) return null;
        var strategy = Names.FirstOrDefault(name => name.Name == match.Groups["name"].Value);
        if (strategy.Name is null || (match.Groups["from"].Success && strategy.Strategy != LoadStrategy.Scd2)) return null;
        var deletes = match.Groups["delete"].Success;
        if (deletes && strategy.Strategy != LoadStrategy.Upsert) return null;
        var load = new TableLoad { Strategy = strategy.Strategy, AddsColumns = match.Groups["add"].Success, DeletesMissing = deletes };
        return match.Groups["from"].Success ? load with { ValidFrom = match.Groups["from"].Value, ValidTo = match.Groups["to"].Value } : load;
    }

    /// <summary>The rule of a table in a contract: its own, else the one for <c>*</c>, else the default.</summary>
    public static TableLoad Of(RunContract contract, string table)
    {
        var load = contract.Overrides?.Load is { } rules && (rules.GetValueOrDefault(table) ?? rules.GetValueOrDefault("*")) is { } rule ? Parse(rule) ?? TableLoad.Default : TableLoad.Default;
        return contract.Overrides?.AllowAdditive == true ? load with { AddsColumns = true } : load;
    }

    [GeneratedRegex(@"^\s*(?<name>[a-z0-9]+)\s*(\(\s*(?<from>[^,()]+?)\s*,\s*(?<to>[^,()]+?)\s*\))?\s*(,\s*((?<add>add columns)|(?<delete>delete missing))\s*)*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
