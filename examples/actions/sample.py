#!/usr/bin/env python3
"""
Synthetic test action
"""

import json
import sys
from datetime import datetime, timezone

def main():
    """
    Main function for synthetic test
    """
    try:
        # Your test logic here
        # Example: Check if a service is responding
        
        # Simulate test logic
        result = {
            "status": "success",
            "message": "Test passed successfully",
            "timestamp": datetime.now(timezone.utc).isoformat(),
            "data": {
                "response_time": 0.5,
                "status_code": 200
            }
        }
        
        print(json.dumps(result))
        return result
        
    except Exception as e:
        # Test failed
        result = {
            "status": "failed",
            "message": str(e),
            "timestamp": datetime.now(timezone.utc).isoformat()
        }
        
        print(json.dumps(result))
        return result

if __name__ == "__main__":
    main()
