using System.Globalization;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Tests.Targets;

namespace Lumos.Connectors.Postgres.Tests.Proving;

/// <summary>The server proves staged rows to be those that were written, and no others.</summary>
[Collection(ServerTests.Name)]
public sealed class StagedProofTests(ServerFixture fixture)
{
    private const string Nines = "99999999999999999999999999999999999999";

    private static readonly TargetTable Table = TargetScript.Table("people", "id int64!, name text, born date, seen timestamp, good bool, share float64, paid decimal(12,2), huge decimal(38,10), nick text", "id");

    private static readonly string[] Rows =
    [
        $"1|äöü \U0001F600|0001-01-01|0001-01-01 00:00:00|true|-0|-0.01|-{Nines[10..]}.{Nines[..10]}|{new string('x', 70_000)}",
        "-9223372036854775808||||||||",
        "9223372036854775807|a|2000-01-01|2000-01-01 00:00:00.000001|false|NaN|0.00|0.0000000001|ab",
        "0|abcdefghijk|1999-12-31|9999-12-31 23:59:59.999999|true|0.1|10000.00|10000.0000000000|abcdefghijkl",
        "5|abcd|9999-12-31|1969-12-31 23:59:59.999999|false|Infinity|9999999999.99|-1.5000000000|abcdefgh",
    ];

    [ServerFact]
    public async Task Staged_AsWritten_IsProved()
    {
        await using var target = await new TargetScript(fixture.NewDatabase()).OpenAsync();
        var rows = TargetScript.Staging(Table);
        await using (var staging = await target.OpenStagingAsync("R1", rows))
        {
            await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, Rows[..2]), TargetScript.Rows(Table, 2, Rows[2..])));
            await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 200_000, Rows)));
            await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 200_000, Rows[1..])));
        }

        await using (var late = await target.OpenStagingAsync("R1", rows with { Name = StagedTableNames.LateOf("people") })) await late.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 77, Rows)));

        await using var staged = await target.OpenStagedAsync("R1", [rows], [TableLoad.Default]);
        Assert.True(target.ProvesStagedRows);
        Assert.True(await staged.IsAsWrittenAsync(staged.Main("people"), 0, 100_000));
        Assert.True(await staged.IsAsWrittenAsync(staged.Main("people"), 0, 1_000_000));
        Assert.True(await staged.IsAsWrittenAsync(staged.Late("people")!, 0, 100));
        Assert.False(await staged.IsAsWrittenAsync("elsewhere", 0, 100));
    }

    [ServerTheory]
    [InlineData("UPDATE s SET paid = -paid WHERE lumos_row = 4")]
    [InlineData("UPDATE s SET huge = -huge WHERE lumos_row = 4")]
    [InlineData("UPDATE s SET paid = 0.01 WHERE lumos_row = 0")]
    [InlineData("UPDATE s SET paid = 100000000 WHERE lumos_row = 3")]
    [InlineData("UPDATE s SET id = 21474836480 WHERE lumos_row = 4")]
    [InlineData("UPDATE s SET id = 4294967296 | id WHERE lumos_row = 3")]
    [InlineData("UPDATE s SET name = 'abce' WHERE lumos_row = 4")]
    [InlineData("UPDATE s SET nick = '' WHERE lumos_row = 1")]
    [InlineData("UPDATE s SET name = nick, nick = name WHERE lumos_row = 3")]
    [InlineData("UPDATE s SET good = NOT good WHERE lumos_row = 2")]
    [InlineData("UPDATE s SET good = NULL WHERE lumos_row = 2")]
    [InlineData("UPDATE s SET share = 0 WHERE lumos_row = 0")]
    [InlineData("UPDATE s SET seen = seen + interval '1 microsecond' WHERE lumos_row = 2")]
    [InlineData("UPDATE s SET seen = seen + interval '4294.967296 seconds' WHERE lumos_row = 2")]
    [InlineData("UPDATE s SET born = born - 1 WHERE lumos_row = 4")]
    [InlineData("UPDATE s SET lumos_row = 7 - lumos_row WHERE lumos_row IN (3, 4)")]
    [InlineData("DELETE FROM s WHERE lumos_row = 1")]
    [InlineData("INSERT INTO s SELECT * FROM s WHERE lumos_row = 1")]
    public async Task Staged_ChangedSince_IsNotProved(string change)
    {
        var database = fixture.NewDatabase();
        await using var target = await new TargetScript(database).OpenAsync();
        await using (var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table)))
        {
            await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, Rows)));
            await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 100_000, Rows)));
        }

        database.Execute(change.Replace(" s ", " \"lumos_staging_R1\".people ", StringComparison.Ordinal));

        await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(Table)], [TableLoad.Default]);
        Assert.False(await staged.IsAsWrittenAsync(staged.Main("people"), 0, 50_000));
        Assert.True(await staged.IsAsWrittenAsync(staged.Main("people"), 100_000, 150_000));
    }

    [ServerFact]
    public async Task Staged_InAnEarlierLife_IsReadBack()
    {
        var script = new TargetScript(fixture.NewDatabase());
        await using (var before = await script.OpenAsync()) await TargetScript.StageAsync(before, "R1", Table, Rows);
        await using var target = await script.OpenAsync();
        await using (var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table))) await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 1_000_000, Rows)));

        await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(Table)], [TableLoad.Default]);

        Assert.False(await staged.IsAsWrittenAsync(staged.Main("people"), 0, 5));
        Assert.True(await staged.IsAsWrittenAsync(staged.Main("people"), 1_000_000, 1_000_005));
    }

    [ServerFact]
    public async Task Staged_ManyDecimals_AreProved()
    {
        var table = TargetScript.Table("sums", "a decimal(18,0), b decimal(18,1), c decimal(18,2), d decimal(18,3), e decimal(18,4), f decimal(18,18), g decimal(38,0), h decimal(38,38), i decimal(38,37), j decimal(5,5)");
        var random = new Random(7);
        var rows = Enumerable.Range(0, 2_000).Select(_ => string.Join('|', table.Columns.Select(column => Number(random, column.Type)))).ToArray();
        await using var target = await new TargetScript(fixture.NewDatabase()).OpenAsync();
        await TargetScript.StageAsync(target, "R1", table, rows);

        await using var staged = await target.OpenStagedAsync("R1", [TargetScript.Staging(table)], [TableLoad.Default]);

        Assert.True(await staged.IsAsWrittenAsync(staged.Main("sums"), 0, rows.Length));
    }

    private static string Number(Random random, ColumnType type)
    {
        Int128 scaled = 0;
        for (var digits = random.Next(type.Precision + 1); digits > 0; digits--) scaled = (scaled * 10) + (random.Next(3) == 0 ? 0 : random.Next(10));
        var text = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(type.Scale + 1, '0');
        return (random.Next(2) == 0 && scaled != 0 ? "-" : "") + (type.Scale == 0 ? text : $"{text[..^type.Scale]}.{text[^type.Scale..]}");
    }
}
