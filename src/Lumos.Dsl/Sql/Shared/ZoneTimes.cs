using System.Globalization;
using Lumos.Dsl.Dates;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>Timestamps from the clocks of a zone to UTC and back: the steps of the language's own table, written out. The server's table of zones is never asked.</summary>
internal static class ZoneTimes
{
    // Steps are looked for in groups first: some 40 comparisons instead of 700.
    private const int GroupSize = 24;

    private static readonly DateTime Epoch = new(1970, 1, 1);

    /// <summary>The timestamp by the other clock, or NULL where it has none.</summary>
    public static SqlBinding Shifted(LetChain chain, SqlBinding moment, ZoneSteps steps) =>
        chain.Bind(chain.Dialect.PlusSeconds(moment, chain.Bind(chain.Dialect.ZoneShift(moment, steps))));

    /// <summary>The seconds to add as a CASE.</summary>
    public static SqlFragment Cases(SqlDialect dialect, SqlBinding moment, ZoneSteps steps)
    {
        var groups = new List<SqlFragment>();
        for (var first = 0; first < steps.Count; first += GroupSize)
        {
            var last = Math.Min(first + GroupSize, steps.Count) - 1;
            var whens = new List<SqlFragment>();
            for (var i = first; i < last; i++) whens.Add(SqlFragment.Of($"WHEN {moment} < {Start(dialect, steps, i + 1)} THEN {Shift(steps, i)}"));
            var group = whens.Count == 0 ? Shift(steps, last) : SqlFragment.Of($"CASE {SqlFragment.Join(" ", whens)} ELSE {Shift(steps, last)} END");
            groups.Add(last == steps.Count - 1 ? SqlFragment.Of($"ELSE {group}") : SqlFragment.Of($"WHEN {moment} < {Start(dialect, steps, last + 1)} THEN {group}"));
        }

        return SqlFragment.Of($"CASE WHEN {moment} IS NULL THEN NULL {SqlFragment.Join(" ", groups)} END");
    }

    /// <summary>When a step begins.</summary>
    public static SqlFragment Start(SqlDialect dialect, ZoneSteps steps, int step) =>
        dialect.Moment(Epoch.AddSeconds(steps.StartOf(step)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

    /// <summary>Seconds a step adds, or NULL.</summary>
    public static SqlFragment Shift(ZoneSteps steps, int step) => steps.ShiftOf(step) is { } seconds ? SqlFragment.Of($"{seconds}") : SqlFragment.Null;
}
