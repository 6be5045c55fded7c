using System.Buffers.Binary;
using System.Text;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>What a message of the server's <c>pgoutput</c> plugin is about.</summary>
internal enum ChangeKind
{
    /// <summary>Anything that says nothing about rows: origins, types, ends of transactions.</summary>
    Other,

    /// <summary>A transaction that was committed.</summary>
    Begin,

    /// <summary>Columns of a table, as they were when what follows happened.</summary>
    Relation,

    /// <summary>A row was added.</summary>
    Insert,

    /// <summary>A row was changed.</summary>
    Update,

    /// <summary>A row was deleted.</summary>
    Delete,

    /// <summary>Tables were emptied.</summary>
    Truncate,
}

/// <summary>Columns of a table, as a message names them.</summary>
/// <param name="Id">Number of the table on the server.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Name and number of the type of each column.</param>
internal sealed record ChangedRelation(uint Id, string Schema, string Name, IReadOnlyList<(string Name, uint Type, int Modifier)> Columns);

/// <summary>Reads messages of <c>pgoutput</c>, version 1 of its protocol (PostgreSQL manual, "Logical Replication Message Formats").</summary>
internal ref struct ChangeMessage
{
    private ReadOnlySpan<byte> _rest;

    private ChangeMessage(ReadOnlySpan<byte> message)
    {
        _rest = message;
        Kind = (char)Byte() switch { 'B' => ChangeKind.Begin, 'R' => ChangeKind.Relation, 'I' => ChangeKind.Insert, 'U' => ChangeKind.Update, 'D' => ChangeKind.Delete, 'T' => ChangeKind.Truncate, _ => ChangeKind.Other };
    }

    /// <summary>What it is about.</summary>
    public ChangeKind Kind { get; }

    /// <summary>Begins a message.</summary>
    public static ChangeMessage Of(ReadOnlySpan<byte> message) => new(message);

    /// <summary>Place in the log of the commit, and the transaction's number.</summary>
    public (ulong Commit, uint Transaction) ReadBegin()
    {
        var commit = BinaryPrimitives.ReadUInt64BigEndian(Take(8));
        Take(8);
        return (commit, UInt32());
    }

    /// <summary>A table and its columns.</summary>
    public ChangedRelation ReadRelation()
    {
        var (id, schema, name) = (UInt32(), Text(), Text());
        Byte();
        var columns = new (string, uint, int)[Int16()];
        for (var i = 0; i < columns.Length; i++)
        {
            Byte();
            columns[i] = (Text(), UInt32(), (int)UInt32());
        }

        return new ChangedRelation(id, schema, name, columns);
    }

    /// <summary>Number of the table of a row.</summary>
    public uint ReadTable() => UInt32();

    /// <summary>Old and new values of a row; a value that is not told is <see cref="Untold"/>, NULL is null.</summary>
    public (string?[]? Old, string?[]? New) ReadRows()
    {
        string?[]? old = null, now = null;
        while (!_rest.IsEmpty)
        {
            if ((char)Byte() == 'N') now = Values();
            else old = Values();
        }

        return (old, now);
    }

    /// <summary>Numbers of the tables that were emptied.</summary>
    public uint[] ReadTruncated()
    {
        var tables = new uint[UInt32()];
        Byte();
        for (var i = 0; i < tables.Length; i++) tables[i] = UInt32();
        return tables;
    }

    /// <summary>In the place of a long value that did not change, which the server does not repeat. Told apart by reference.</summary>
    public static string Untold { get; } = new('\uFFFF', 1);

    private string?[] Values()
    {
        var values = new string?[Int16()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (char)Byte() switch
            {
                'n' => null,
                'u' => Untold,
                _ => Encoding.UTF8.GetString(Take((int)UInt32())),
            };
        }

        return values;
    }

    private byte Byte() => Take(1)[0];

    private int Int16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    private uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private string Text()
    {
        var end = _rest.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(Take(end));
        Take(1);
        return text;
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        var taken = _rest[..bytes];
        _rest = _rest[bytes..];
        return taken;
    }
}
