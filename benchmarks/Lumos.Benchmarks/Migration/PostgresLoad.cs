using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.Benchmarks.Migration;

/// <summary>
/// A governed migration into PostgreSQL beside COPY of the finished file, and one from PostgreSQL to PostgreSQL beside COPY out piped into COPY in. One server of
/// its own (no fsync, 512 MB of shared buffers), every way in turn; the best of the repetitions counts.
/// </summary>
internal static class PostgresLoad
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 0 && long.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1_000_000;
        var repeat = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        var data = Path.Combine(Path.GetTempPath(), "lumos-benchmarks");
        Directory.CreateDirectory(data);
        var csv = Path.Combine(data, $"orders-{rows}.csv");
        if (!File.Exists(csv)) await MigrationBenchmark.GenerateAsync(rows, csv);
        using var server = TemporaryPostgres.Start("shared_buffers=512MB", "max_wal_size=4GB");
        Console.WriteLine($"{rows:N0} rows, {new FileInfo(csv).Length / 1e6:N0} MB of CSV, {Environment.ProcessorCount} processors, load {Load()}");
        Console.WriteLine("| way | rows out | seconds | rows/s | against plain |");
        Console.WriteLine("|---|---:|---:|---:|---:|");

        var finished = Path.Combine(data, "finished.csv");
        var governed = await BestAsync(repeat, server, database => GovernedAsync(csv, Location(server, database), data));
        await ExportAsync(server, "b1", finished);
        var plain = await BestAsync(repeat, server, database => CopyAsync(server, database, finished, keys: false));
        var whole = await BestAsync(repeat, server, database => CopyAsync(server, database, finished, keys: true));
        Print("COPY of the finished file", plain, plain);
        Print("COPY, then primary key and ANALYZE", whole, plain);
        Print("governed, CSV to PostgreSQL", governed, plain);
        if (PgLoader.Version() is { } version)
        {
            var peer = await BestAsync(1, server, database => Task.FromResult(PgLoad(server, database, finished, data)));
            Print($"pgloader {version} of the finished file", peer, plain);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pgloader against governed: {peer.Seconds / governed.Seconds:F1}x"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"governed against COPY with key and ANALYZE: {governed.Seconds / whole.Seconds:F2}x; load {Load()}"));

        var piped = await BestAsync(repeat, server, database => PipeAsync(server, "b1", database));
        var moved = await BestAsync(repeat, server, database => MoveAsync(Location(server, "b1"), Location(server, database), data));
        Print("COPY out | COPY in", piped, piped);
        Print("whole run, PostgreSQL to PostgreSQL", moved, piped);
        Console.WriteLine($"load {Load()}");
        return 0;
    }

    private static int _databases;

    private static async Task<Measured> BestAsync(int repeat, TemporaryPostgres server, Func<string, Task<Measured>> run)
    {
        Measured? best = null;
        for (var i = 0; i < repeat; i++)
        {
            var database = $"b{++_databases}";
            Execute(server, "postgres", $"CREATE DATABASE {database}");
            Execute(server, "postgres", "CHECKPOINT");
            var measured = await run(database);
            if (best is null || measured.Seconds < best.Seconds) best = measured;
        }

        return best!;
    }

    private static async Task<Measured> GovernedAsync(string csv, string location, string data)
    {
        var work = Path.Combine(data, "work-postgres");
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(PostgresLoad).Assembly.Location);
        foreach (var argument in new[] { "migration-run", "governed", csv, location, work }) start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        if (child.ExitCode != 0) throw new InvalidOperationException($"The governed run ended with exit code {child.ExitCode}.");
        return JsonSerializer.Deserialize<Measured>(output)!;
    }

    private static async Task<Measured> CopyAsync(TemporaryPostgres server, string database, string finished, bool keys)
    {
        var clock = Stopwatch.StartNew();
        using var connection = Open(server, database);
        Execute(connection, OrdersTable);
        var writer = await connection.BeginTextImportAsync("COPY orders FROM STDIN (FORMAT CSV)");
        await using (writer)
        {
            await using var file = File.OpenRead(finished);
            await file.CopyToAsync(((StreamWriter)writer).BaseStream, 256 << 10);
        }

        if (keys) Execute(connection, "ALTER TABLE orders ADD PRIMARY KEY (order_id); ANALYZE orders");
        var seconds = clock.Elapsed.TotalSeconds;
        return new Measured("copy", Count(connection), seconds, 0, 0);
    }

    private static string OrdersTable => $"CREATE TABLE orders ({string.Join(", ", OrdersMapping.Columns.Select(column => $"{column.Name} {SqlTypeOf(column.Type)}{(column.Name == "order_id" ? " NOT NULL" : "")}"))})";

    private static Measured PgLoad(TemporaryPostgres server, string database, string finished, string data)
    {
        using var connection = Open(server, database);
        Execute(connection, OrdersTable);
        var clock = Stopwatch.StartNew();
        PgLoader.Load(server, database, finished, data);
        return new Measured("pgloader", Count(connection), clock.Elapsed.TotalSeconds, 0, 0);
    }

    private static async Task<Measured> PipeAsync(TemporaryPostgres server, string from, string to)
    {
        var clock = Stopwatch.StartNew();
        using var source = Open(server, from);
        using var target = Open(server, to);
        Execute(target, $"CREATE TABLE orders ({string.Join(", ", OrdersMapping.Columns.Select(column => $"{column.Name} {SqlTypeOf(column.Type)}"))})");
        var output = await source.BeginRawBinaryCopyAsync("COPY orders TO STDOUT (FORMAT BINARY)");
        var input = await target.BeginRawBinaryCopyAsync("COPY orders FROM STDIN (FORMAT BINARY)");
        await using (output) await using (input) await output.CopyToAsync(input, 256 << 10);
        var seconds = clock.Elapsed.TotalSeconds;
        return new Measured("pipe", Count(target), seconds, 0, 0);
    }

    private static async Task<Measured> MoveAsync(string from, string to, string data)
    {
        var work = Path.Combine(data, "work-move");
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        var schema = Path.Combine(work, "orders.sql");
        await File.WriteAllTextAsync(schema, $"CREATE TABLE orders ({string.Join(", ", OrdersMapping.Columns.Select(column => $"{column.Name} {SqlTypeOf(column.Type)}"))}, PRIMARY KEY (order_id))");
        var options = new LumosOptions { StateFolder = Path.Combine(work, "state"), Connectors = { new Connectors.Postgres.PostgresConnector() } };
        var clock = Stopwatch.StartNew();
        var phases = Environment.GetEnvironmentVariable("LUMOS_BENCHMARK_PHASES") is null ? null : new Progress<StageProgress>(value => Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds:F2} s {value.Stage} {value.Activity} {value.Done}"));
        var result = await LumosEngine.Create(options).RunAsync(
            new RunContractBuilder().From(from + "&table=orders").ToSchema(schema).Into(to).ConfirmByHuman(false).Build(), new RunSettings { BaseFolder = work, Confirm = RunSettings.Yes, Progress = phases });
        return result.Migration is { } migration
            ? new Measured("move", migration.Tables[0].RowsOut, clock.Elapsed.TotalSeconds, 0, 0)
            : throw new InvalidOperationException(string.Join(' ', result.Reasons));
    }

    private static async Task ExportAsync(TemporaryPostgres server, string database, string path)
    {
        using var connection = Open(server, database);
        var reader = await connection.BeginTextExportAsync("COPY orders TO STDOUT (FORMAT CSV)");
        using (reader)
        {
            await using var file = File.Create(path);
            await ((StreamReader)reader).BaseStream.CopyToAsync(file, 256 << 10);
        }
    }

    private static string Location(TemporaryPostgres server, string database) => $"postgres://lumos@/{database}?host={Uri.EscapeDataString(server.SocketFolder)}";

    private static string SqlTypeOf(ColumnType type) => type.Kind switch { ColumnKind.Int64 => "bigint", ColumnKind.Decimal => $"numeric({type.Precision},{type.Scale})", ColumnKind.Date => "date", _ => "text" };

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Print(string way, Measured run, Measured plain) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {way} | {run.Rows} | {run.Seconds:F2} | {run.Rows / run.Seconds:F0} | {run.Seconds / plain.Seconds:F2}x |"));

    private static NpgsqlConnection Open(TemporaryPostgres server, string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database, CommandTimeout = 0 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static long Count(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT count(*) FROM orders", connection);
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(TemporaryPostgres server, string database, string sql)
    {
        using var connection = Open(server, database);
        Execute(connection, sql);
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
