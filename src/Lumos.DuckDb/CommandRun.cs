using System.Globalization;
using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb;

/// <summary>One run of a command: its statements, one after the other.</summary>
internal sealed class CommandRun : IDisposable
{
    private readonly DuckDbCommand _command;
    private readonly DuckDbConnection _connection;
    private readonly PreparedScript _script;
    private readonly bool _owned;
    private int _next;

    internal CommandRun(DuckDbCommand command)
    {
        _command = command;
        _connection = command.OpenConnection;
        _connection.EnsureIdle();
        if (command.Progress is not null) _connection.EnableProgress();
        _script = command.TakePrepared(out _owned);
    }

    /// <summary>Rows changed so far; -1 before any statement that counts rows.</summary>
    internal int RecordsAffected { get; private set; } = -1;

    /// <summary>Whether the statement that ran last is the last one.</summary>
    internal bool IsLast => _next >= _script.Count;

    /// <summary>Runs the next statement; null after the last.</summary>
    internal DuckDbResult? Next(CancellationToken cancellationToken)
    {
        if (IsLast) return null;
        _connection.EnsureIdle();
        var statement = _script.Get(_next++);
        Bind(statement);
        using var watch = ProgressWatch.Start(_connection.Handle, _command.Progress);
        using var limit = TimeLimit.Start(_command.CommandTimeout, cancellationToken);
        DuckDbResult result;
        try
        {
            result = statement.Run(_command.Streaming, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DuckDbException(
                string.Create(CultureInfo.InvariantCulture, $"The statement was interrupted after CommandTimeout, {_command.CommandTimeout} s."), DuckDbErrorType.Interrupt);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        _connection.Track(result);
        if (result.RowsChanged >= 0) RecordsAffected = checked((int)Math.Min(int.MaxValue, Math.Max(0, RecordsAffected) + result.RowsChanged));
        return result;
    }

    /// <summary>Runs on to the next statement that gives rows; null after the last.</summary>
    internal DuckDbResult? NextRows(CancellationToken cancellationToken)
    {
        while (Next(cancellationToken) is { } result)
        {
            if (result.HasRows) return result;
            result.Dispose();
        }

        return null;
    }

    /// <summary>Columns of the first statement that gives rows; nothing is run.</summary>
    internal IReadOnlyList<DuckDbField> Describe()
    {
        while (!IsLast)
        {
            var statement = _script.Get(_next++);
            var columns = statement.Columns();

            // What the engine says where it has to know a parameter first.
            if (columns is [{ Name: "unknown", Type.Kind: DuckDbType.SqlNull }] && statement.ParameterNames.Length > 0)
            {
                throw new InvalidOperationException($"The columns depend on types of parameters ('{string.Join("', '", statement.ParameterNames)}') that the statement does not tell: cast them there, or run the command.");
            }

            if (columns.Count > 0) return columns;
        }

        return [];
    }

    /// <summary>Computes a result to its end and throws it away.</summary>
    internal static void Drain(DuckDbResult result, CancellationToken cancellationToken)
    {
        using (result)
        {
            if (!result.HasRows) return;
            while (result.ReadChunk(cancellationToken) is { } chunk) chunk.Dispose();
        }
    }

    public void Dispose()
    {
        if (_owned) _script.Dispose();
    }

    private void Bind(Statement statement)
    {
        for (var i = 0; i < statement.ParameterNames.Length; i++)
        {
            var parameter = Find(statement.ParameterNames[i]);
            var type = parameter.LogicalType ?? Hint(statement, i, parameter.Value);
            using var value = Values.Create(parameter.Value, type);
            statement.Bind(i, value);
        }
    }

    /// <summary>Where the .NET value alone does not tell the type, the statement may.</summary>
    private static DuckDbLogicalType? Hint(Statement statement, int index, object? value) =>
        value is not (null or DBNull or string or byte[]) && value is System.Collections.IEnumerable or KeyValuePair<string, object?>
            && statement.ParameterType(index) is { Kind: DuckDbType.List or DuckDbType.Array or DuckDbType.Struct or DuckDbType.Map or DuckDbType.Union } type
            ? type : null;

    private DuckDbParameter Find(string name)
    {
        var named = _command.Parameters.IndexOf(name);
        if (named >= 0) return _command.Parameters[named];
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position >= 1 && position <= _command.Parameters.Count)
        {
            return _command.Parameters[position - 1];
        }

        throw new InvalidOperationException($"The statement's parameter '{name}' has no value.");
    }
}
