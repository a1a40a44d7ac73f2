"""A Serializer for oslo_client.py and oslo_server.py (--stamps): every entity goes in an envelope.

{"value": ENTITY, "of": the user of the context, "kind": its type in Python}

On its way the context has a field "stamped", which is taken off on arrival. What arrives without an envelope, or with a context that
was not stamped, is an error: nothing of a call may pass by the serializer.
"""

import oslo_messaging


class Stamps(oslo_messaging.Serializer):
    def serialize_entity(self, ctxt, entity):
        return {"value": entity, "of": ctxt.get("user"), "kind": type(entity).__name__}

    def deserialize_entity(self, ctxt, entity):
        if set(entity) != {"value", "of", "kind"}:
            raise ValueError("no envelope: %r" % (entity,))
        if entity["of"] != ctxt.get("user"):
            raise ValueError("the envelope is of %r, the context of %r" % (entity["of"], ctxt.get("user")))
        return entity["value"]

    def serialize_context(self, ctxt):
        return dict(ctxt, stamped=True)

    def deserialize_context(self, ctxt):
        ctxt = dict(ctxt)
        if not ctxt.pop("stamped", False):
            raise ValueError("the context is not stamped: %r" % (ctxt,))
        return ctxt
