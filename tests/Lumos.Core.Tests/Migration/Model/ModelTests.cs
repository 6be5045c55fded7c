using System.Globalization;
using Lumos.Abstractions;
using Xunit.Sdk;

namespace Lumos.Core.Tests.Migration.Model;

/// <summary>
/// Random sequences of runs, crashes, resumes, edits, releases, rollbacks and changes of the source, held against a plain oracle after every step: the tables, rows in = rows
/// out + collapsed + quarantined, what became of each quarantined row, what is kept for a rollback, what staging leaves.
/// </summary>
/// <remarks>LUMOS_MODEL_SEQUENCES says how many sequences (of all tests together), LUMOS_MODEL_SEED from which seed on; a failure says its seed and its steps.</remarks>
public abstract class ModelTests
{
    private const int Steps = 8;
    private static readonly int Sequences = Setting("LUMOS_MODEL_SEQUENCES", 60);
    private static readonly int FirstSeed = Setting("LUMOS_MODEL_SEED", 1);

    /// <summary>Runs a part of the sequences.</summary>
    /// <param name="part">Tenths of all of them.</param>
    /// <param name="target">The target.</param>
    /// <param name="hasKey">Whether its tables have keys.</param>
    /// <param name="loads">Load strategies.</param>
    private protected static async Task CheckAsync(int part, ModelPlace target, bool hasKey, params string[] loads)
    {
        for (var seed = FirstSeed; seed < FirstSeed + (Sequences * part / 10); seed++)
        {
            using var sequence = new ModelSequence(seed, target, hasKey, loads);
            try
            {
                await sequence.RunAsync(Steps);
            }
            catch (Exception exception)
            {
                throw new XunitException(string.Create(CultureInfo.InvariantCulture, $"LUMOS_MODEL_SEED={seed}, {target}\n{string.Join('\n', sequence.Steps)}\n{exception}"));
            }
        }
    }

    private static int Setting(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

/// <summary>Into tables with keys.</summary>
public sealed class KeyedModelTests : ModelTests
{
    [Fact]
    public Task Sequence_IntoKeyedTables_IsWhatTheOracleSays() => CheckAsync(5, new ModelPlace("out.duckdb"), hasKey: true, "replace", "insert", "upsert", "upsert, delete missing");
}

/// <summary>Into tables without keys.</summary>
public sealed class AppendedModelTests : ModelTests
{
    [Fact]
    public Task Sequence_IntoTablesWithoutKeys_IsWhatTheOracleSays() => CheckAsync(2, new ModelPlace("out.duckdb"), hasKey: false, "replace", "append");
}

/// <summary>Into tables with versions, which arrive in any order.</summary>
public sealed class VersionModelTests : ModelTests
{
    [Fact]
    public Task Sequence_IntoVersions_IsWhatTheOracleSays() => CheckAsync(3, new ModelPlace("out.duckdb") { HasVersions = true }, hasKey: true, "scd2");
}

/// <summary>Into Parquet files.</summary>
public sealed class ParquetModelTests : ModelTests
{
    [Fact]
    public Task Sequence_IntoParquetFiles_IsWhatTheOracleSays() => CheckAsync(3, new ModelPlace("out/"), hasKey: true, "replace");
}

/// <summary>Into folders of Parquet files, partitioned, sorted and cut.</summary>
public sealed class ParquetFolderModelTests : ModelTests
{
    [Fact]
    public Task Sequence_IntoFoldersOfParquetFiles_IsWhatTheOracleSays() => CheckAsync(
        2, new ModelPlace("out/", new Dictionary<string, TableLayout> { ["items"] = new() { PartitionBy = ["qty"], SortBy = ["name"] }, ["lines"] = new() { SortBy = ["line desc"], RowsPerFile = 2 } }), hasKey: true, "replace");
}
