using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

using var connection = new DuckDbConnection("threads=2");
connection.Open();
connection.Execute("CREATE TABLE t (id BIGINT, name VARCHAR)");

using (var appender = connection.CreateAppender("t"))
{
    appender.Append(DuckDbColumnData.Of(DuckDbType.BigInt, [1L, 2L]), DuckDbColumnData.Text("onetwo"u8.ToArray(), new[] { 0, 3, 6 }));
    appender.Complete();
}

DuckDbField[] columns = [new("n", DuckDbType.Integer)];
using var source = connection.RegisterSource("numbers", new DuckDbBatchSource(columns, () => [new DuckDbBatch([DuckDbColumnData.Of(DuckDbType.Integer, [1, 2, 3])])]));

using var command = connection.CreateCommand("SELECT name, (SELECT sum(n) FROM numbers), [1, NULL], {'a': 1}, $1 FROM t WHERE id = 2");
command.Parameters.AddValue(new[] { 1.5m, 2m });
using var reader = command.ExecuteReader();
if (!reader.Read()) return 1;
Console.WriteLine($"{reader.GetString(0)} {reader.GetFieldValue<long>(1)} {reader.GetFieldValue<int?[]>(2).Length} {reader.GetValue(3)} {reader.GetFieldValue<decimal[]>(4)[0]}");
return reader.GetString(0) == "two" && reader.GetFieldValue<long>(1) == 6 ? 0 : 1;
