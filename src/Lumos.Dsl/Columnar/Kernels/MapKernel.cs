using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>map_dict: one look into a hash table of bytes.</summary>
internal sealed unsafe class MapKernel : Kernel
{
    private readonly int _input;
    private readonly int _missing;
    private readonly MissingKind _onMissing;
    private readonly PinnedText? _default;
    private readonly PinnedText? _onNull;
    private readonly ByteMap _map;

    /// <param name="id">Place of the node's values in the frame.</param>
    /// <param name="input">The node read.</param>
    /// <param name="map">Arguments.</param>
    /// <param name="missing">Number of the failure of a text that is no key.</param>
    public MapKernel(int id, int input, MapDict map, int missing)
        : base(id, ValueForm.Text)
    {
        _input = input;
        _missing = missing;
        _onMissing = map.OnMissing.Kind;
        _default = map.OnMissing.DefaultValue is { } value ? new PinnedText(value) : null;
        _onNull = map.OnNull is { } onNull ? new PinnedText(onNull) : null;
        _map = new ByteMap(map.Map);
    }

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[_input], frame[Id]);
        own.Inherit(text);
        var nulls = text.Nulls;
        for (var i = 0; i < frame.Rows; i++)
        {
            if (BlockValues.IsNull(nulls, i))
            {
                own.SetText(i, _map.Empty, 0);
                continue;
            }

            var key = text.Pointers[i];
            var length = text.Lengths[i];
            if (_map.TryFind(key, length, out var value, out var valueLength))
            {
                own.SetText(i, value, Math.Max(valueLength, 0));
                if (valueLength < 0) own.SetNull(i);
            }
            else
            {
                Missing(own, i, key, length);
            }
        }

        if (_onNull is not null && nulls != null) ReplaceNulls(frame, text, own, nulls);
    }

    private void Missing(BlockValues own, int row, byte* key, int length)
    {
        own.SetText(row, key, 0);
        switch (_onMissing)
        {
            case MissingKind.Keep:
                own.Lengths[row] = length;
                break;
            case MissingKind.Default:
                own.SetText(row, _default!.Pointer, _default.Length);
                break;
            case MissingKind.Error:
                own.Fail(row, _missing);
                break;
            default:
                own.SetNull(row);
                break;
        }
    }

    // NULL that came of a failure stays one.
    private void ReplaceNulls(Frame frame, BlockValues text, BlockValues own, ulong* nulls)
    {
        for (var i = 0; i < frame.Rows; i++)
        {
            if (!BlockValues.IsNull(nulls, i) || (text.Failures != null && text.Failures[i] != 0)) continue;
            own.SetValue(i);
            own.SetText(i, _onNull!.Pointer, _onNull.Length);
        }
    }
}
