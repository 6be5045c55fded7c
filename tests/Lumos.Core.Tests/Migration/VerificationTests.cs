using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Migration.Verification;

namespace Lumos.Core.Tests.Migration;

/// <summary>A run is verified from its target alone.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly MigrationRig _rig = new() { ChunkRows = 1000 };

    public void Dispose() => _rig.Dispose();

    private async Task<MigratedTable> RunAsync(string target, int rows = 40_000)
    {
        _rig.Target = target;
        var csv = new StringBuilder("id,name,born,balance,active\n");
        for (var i = 0; i < rows; i++) csv.Append(CultureInfo.InvariantCulture, $"{i},n{i % 97},{(i % 1000 == 7 ? "bad" : "01.02.1990")},{i % 100}.25,yes\n");
        _rig.Source("contacts", csv.ToString());
        _rig.Table(MigrationStageTests.People, "contacts", MigrationStageTests.PeopleColumns);
        return Assert.Single((await _rig.RunAsync()).Tables);
    }

    private async Task<TableVerification> VerifyAsync(MigratedTable table, bool withMarks = true)
    {
        await using var target = await _rig.OpenAsync();
        return await new TableVerifier(target, table, _rig.ChunkRows, _rig.Folder["scratch"], withMarks ? _rig.Folder["work/marks"] : null).RunAsync(null, CancellationToken.None);
    }

    [Theory]
    [InlineData("out.duckdb")]
    [InlineData("out.parquet")]
    public async Task Verify_WhatWasWritten_IsTheSame_AndTheSameOnEveryTarget(string target)
    {
        var table = await RunAsync(target);

        var verification = await VerifyAsync(table, withMarks: false);

        Assert.Equal((VerificationOutcome.Same, 39_960L, 39_960L), (verification.Outcome, verification.Rows, verification.RowsFound));
        Assert.Equal(4, verification.Chunks);
        Assert.Equal(39_960, table.Manifest!.Chunks.Sum(chunk => chunk.Rows));
        Assert.Equal("329066a3360babb3a30edad9", Manifests.RootOf(table.Manifest)[..24]);
    }

    [Theory]
    [InlineData("UPDATE people SET balance = 0 WHERE id = 12345", 0, 1, 0, "changed")]
    [InlineData("DELETE FROM people WHERE id = 12345", 1, 0, 0, "gone")]
    [InlineData("INSERT INTO people SELECT -1, * EXCLUDE id FROM people WHERE id = 12345", 0, 0, 1, null)]
    [InlineData("UPDATE people SET id = -5 WHERE id = 12345", 1, 0, 1, "gone")]
    public async Task Verify_AChangedTable_NamesChunkAndRow(string change, int missing, int changed, int extra, string? word)
    {
        var table = await RunAsync("out.duckdb");
        _rig.Execute(change);

        var verification = await VerifyAsync(table);

        Assert.Equal(VerificationOutcome.Differs, verification.Outcome);
        Assert.Equal((missing, changed, extra), ((int)verification.Missing!, (int)verification.Changed!, (int)verification.Extra!));
        Assert.InRange(verification.DifferingChunks, 1, missing + changed + extra);
        Assert.Equal(word is null ? null : new RowPlace("contacts", 12_345), verification.FirstRow);
        if (word is not null) Assert.Contains(word, verification.Message);

        var elsewhere = await VerifyAsync(table, withMarks: false);

        Assert.Equal((VerificationOutcome.Differs, verification.DifferingChunks), (elsewhere.Outcome, elsewhere.DifferingChunks));
        Assert.NotNull(elsewhere.FirstChunk);
        Assert.Null(elsewhere.Missing);
    }

    [Fact]
    public async Task Verify_RowsBesideThoseOfOthers_AreToldApartByTheirMarks()
    {
        _rig.Execute("CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR, born DATE, balance DECIMAL(12,2), active BOOLEAN, country VARCHAR); INSERT INTO people (id) VALUES (-1), (3)");
        var table = await RunAsync("out.duckdb", 100);

        Assert.Equal(ManifestScope.Part, table.Manifest!.Scope);
        Assert.Equal(VerificationOutcome.Same, (await VerifyAsync(table)).Outcome);
        Assert.Equal(VerificationOutcome.NotComparable, (await VerifyAsync(table, withMarks: false)).Outcome);

        _rig.Execute("UPDATE people SET name = 'x' WHERE id = 3; DELETE FROM people WHERE id IN (-1, 4)");
        var verification = await VerifyAsync(table);

        Assert.Equal((VerificationOutcome.Differs, 1L, 1L), (verification.Outcome, verification.Missing, verification.Changed));
    }

    [Fact]
    public void Marks_SpilledToFiles_ComeBackSorted()
    {
        var random = new Random(7);
        using var first = new RowMarks(_rig.Folder["spill"], "a");
        using var second = new RowMarks(_rig.Folder["spill"], "b");
        var all = new List<RowMark>();
        for (var batch = 0; batch < 50; batch++)
        {
            var numbers = Enumerable.Range(batch * 100_000, 100_000).Select(number => (long)number).ToArray();
            var keys = numbers.Select(_ => (ulong)random.NextInt64() * 2).ToArray();
            var hashes = numbers.Select(_ => (ulong)random.Next(3)).ToArray();
            keys.AsSpan(0, 50_000).CopyTo(keys.AsSpan(50_000));
            (batch % 2 == 0 ? first : second).Add(numbers, hashes, keys);
            all.AddRange(numbers.Select((number, at) => new RowMark(keys[at], hashes[at], number)));
        }

        Assert.True(Directory.Exists(_rig.Folder["spill"]));
        var sorted = new SortedMarks([first, second]).Read(CancellationToken.None).SelectMany(part => part);

        Assert.True(all.OrderBy(mark => mark.Key).ThenBy(mark => mark.Hash).ThenBy(mark => mark.Row).SequenceEqual(sorted));
        first.Dispose();
        second.Dispose();
        Assert.Empty(Directory.GetFiles(_rig.Folder["spill"]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(16_384, 0)]
    [InlineData(16_385, 1)]
    [InlineData(32_769, 2)]
    [InlineData(50_000_000, 12)]
    public void Bits_FollowFromTheRows(long rows, int bits) => Assert.Equal(bits, Manifests.BitsFor(rows));
}
