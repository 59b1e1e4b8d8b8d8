package cloudtrail

import (
	"bytes"
	"slices"
	"strings"

	"daybook/backend/source"
	"daybook/backend/strictjson"
)

// Tables of CloudTrail are the results of Athena and CloudTrail Lake, with the
// record's keys as columns in any case, or with a full stop before an inner key,
// and the CSV of the console's event history, which has less: a name without its
// account, and the resources in place of the parameters.

// keys are the keys of a record by the names that columns have for them.
var keys = source.Lowered(`eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage
	requestParameters responseElements additionalEventData requestID eventID readOnly resources eventType apiVersion managementEvent
	recipientAccountId serviceEventDetails sharedEventID vpcEndpointId vpcEndpointAccountId eventCategory sessionCredentialFromConsole
	edgeDeviceDetails tlsDetails addendum insightDetails`)

// identityKeys are the keys of userIdentity and of the resources, which Athena
// writes in lower case, as {type=IAMUser, username=ann}.
var identityKeys = source.Lowered(`type principalId arn accountId accessKeyId userName invokedBy sessionContext attributes mfaAuthenticated creationDate
	sessionIssuer webIdFederationData federatedProvider ec2RoleDelivery sourceIdentity assumedRoot identityProvider credentialId onBehalfOf
	userId identityStoreArn inScopeOf sourceArn sourceAccount issuerType credentialsIssuedTo ARN tlsVersion cipherSuite clientProvidedHostHeader`)

// columnKey returns a title without the marks between its words.
func columnKey(title string) string {
	return strings.ReplaceAll(source.ColumnName(title), "_", "")
}

func ownsHeader(h source.Header) bool {
	at := columnsOf(h)
	for _, key := range [...]string{"eventname", "eventsource", "eventtime"} {
		if _, ok := at[key]; !ok {
			return false
		}
	}
	return true
}

// ownsRows asks for a service of AWS, since other tables have columns of these
// names.
func ownsRows(h source.Header, rows [][][]byte) bool {
	at := columnsOf(h)
	if len(rows) == 0 {
		_, identity := at["useridentity"]
		_, region := at["awsregion"]
		return identity || region
	}
	return slices.ContainsFunc(rows, func(cells [][]byte) bool {
		return ofAWS(string(bytes.TrimSpace(cells[at["eventsource"]])))
	})
}

// columnsOf returns the columns by their titles without the marks between words.
func columnsOf(h source.Header) map[string]int {
	at := make(map[string]int, len(h.Titles))
	for i, title := range h.Titles {
		at[columnKey(title)] = i
	}
	return at
}

// rows reads rows below a header.
func rows(h source.Header) func(cells [][]byte, r *source.Reader) error {
	less := !slices.ContainsFunc(h.Titles, func(title string) bool { return strings.HasPrefix(columnKey(title), "requestparameters") })
	return func(cells [][]byte, r *source.Reader) error { return row(h, less, cells, r) }
}

func row(h source.Header, less bool, cells [][]byte, r *source.Reader) error {
	table, err := h.Record(cells)
	if err != nil {
		return err
	}
	record, other := recordOfRow(table)
	if record.Has("userIdentity") || record.Str("eventType") == insight {
		if less {
			r.Remark(lessNote)
		}
		return events(record, r)
	}
	r.Remark(historyNote)
	return emit(table, historyTold(record, other), r)
}

// recordOfRow returns the record that a row holds, and the cells of the columns
// that are not keys of a record.
func recordOfRow(table *strictjson.Value) (record *strictjson.Value, other map[string]string) {
	record, other = &strictjson.Value{Kind: strictjson.Object}, make(map[string]string)
	for i, title := range table.Keys {
		cell := strings.TrimSpace(table.Items[i].Text)
		head, inner, dotted := strings.Cut(title, ".")
		key, known := keys[columnKey(head)]
		switch {
		case cell == "" || cell == "null":
			continue
		case known && dotted:
			path := strings.Split(inner, ".")
			for n := range path {
				if is := identityKeys[strings.ToLower(path[n])]; is != "" {
					path[n] = is
				}
			}
			record.Put(strictjson.Value{Kind: strictjson.Text, Text: cell}, append([]string{key}, path...)...)
			continue
		case !known || record.Has(key):
			other[columnKey(title)] = cell
			continue
		}
		record.Keys = append(record.Keys, key)
		record.Items = append(record.Items, cellValue(key, cell))
	}
	return record, other
}

// cellValue returns the value of a cell: JSON, a structure as Athena writes it, or text.
func cellValue(key, cell string) strictjson.Value {
	plain := strictjson.Value{Kind: strictjson.Text, Text: cell}
	switch key {
	case "readOnly", "managementEvent":
		if cell == "true" || cell == "false" {
			return strictjson.Value{Kind: strictjson.Boolean, Text: cell}
		}
		return plain
	case "userIdentity", "requestParameters", "responseElements", "additionalEventData", "serviceEventDetails", "resources", "tlsDetails",
		"addendum", "insightDetails", "edgeDeviceDetails":
	default:
		return plain
	}
	if v, err := strictjson.Parse([]byte(cell)); err == nil {
		return *v
	}
	if v, ok := parseStructure(cell); ok {
		return *v
	}
	return plain
}

// historyTold restores the record of a row of the event history, as far as the row
// shows it. A resource stands for the parameter of its type: a resource of type
// AWS::IAM::User is the userName.
func historyTold(record *strictjson.Value, other map[string]string) *strictjson.Value {
	told := &strictjson.Value{Kind: strictjson.Object, Keys: slices.Clone(record.Keys), Items: slices.Clone(record.Items)}
	set := func(key string, v strictjson.Value) {
		told.Keys = append(told.Keys, key)
		told.Items = append(told.Items, v)
	}
	if name := other["username"]; name != "" {
		kind := "IAMUser"
		if name == "root" {
			kind = "Root"
		}
		set("userIdentity", strictjson.Value{Kind: strictjson.Object, Keys: []string{"type", "userName"},
			Items: []strictjson.Value{{Kind: strictjson.Text, Text: kind}, {Kind: strictjson.Text, Text: name}}})
	}
	names := strings.Split(other["resourcename"], ",")
	request := strictjson.Value{Kind: strictjson.Object}
	for i, kind := range strings.Split(other["resourcetype"], ",") {
		kind = strings.TrimSpace(kind[strings.LastIndexByte(kind, ':')+1:])
		if i >= len(names) || kind == "" || strings.TrimSpace(names[i]) == "" {
			continue
		}
		key := strings.ToLower(kind[:1]) + kind[1:] + "Name"
		if !request.Has(key) {
			request.Keys = append(request.Keys, key)
			request.Items = append(request.Items, strictjson.Value{Kind: strictjson.Text, Text: strings.TrimSpace(names[i])})
		}
	}
	if len(request.Keys) > 0 {
		set("requestParameters", request)
	}
	return told
}
