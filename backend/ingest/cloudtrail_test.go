package ingest

import "fmt"

func trailRecord(id string) string {
	return fmt.Sprintf(`{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ann","accountId":"111122223333","userName":"ann"},`+
		`"eventTime":"2026-08-02T17:39:42Z","eventSource":"s3.amazonaws.com","eventName":"CreateBucket","awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.9",`+
		`"requestParameters":{"bucketName":"reports"},"responseElements":null,"eventID":%q}`, id)
}

const workspaceRecord = `{"kind":"admin#reports#activity","id":{"time":"2026-08-02T17:39:42.5Z","uniqueQualifier":"1","applicationName":"admin"},"etag":"x","actor":{"email":"ann@example.com"},"events":[{"type":"USER_SETTINGS","name":"CREATE_USER","parameters":[{"name":"USER_EMAIL","value":"bob@example.com"}]}]}`
